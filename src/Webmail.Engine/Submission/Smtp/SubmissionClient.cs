using System.Collections.Immutable;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;
using Webmail.Engine.Submission.Outbox;

namespace Webmail.Engine.Submission.Smtp;

/// <summary>
/// MailKit's client with one rule more: all recipients or none. Whatever the order in which answers come (RFC 2920 PIPELINING), DATA or BDAT is said
/// only after every recipient was accepted. For one message.
/// </summary>
internal sealed class SubmissionClient : SmtpClient, ITransferProgress
{
    private readonly List<RecipientRefusal> refusals = [];
    private int unanswered;
    private long octets = long.MaxValue;
    private long transferred;

    /// <summary>The connection below.</summary>
    public required SubmissionStream Connection { get; init; }

    /// <summary>Names the message in reports of its delivery; null: none are asked for.</summary>
    public string? ReportsAs { get; set; }

    /// <summary>The recipients that were refused.</summary>
    public ImmutableArray<RecipientRefusal> Refusals => [.. refusals];

    /// <summary>Whether all of the message was written, so that its end may have reached the server.</summary>
    public bool EndReached => IsWritten && !Connection.IsHeldBack;

    private bool IsWritten => transferred >= octets;

    /// <summary>Hands in a message.</summary>
    /// <param name="message">The message; may get other transfer encodings.</param>
    /// <param name="from">The reverse-path.</param>
    /// <param name="recipients">The forward-paths, none twice.</param>
    /// <param name="beforeData">Done after the last recipient was accepted, before the first octet of the text: once the server has answered DATA, or before BDAT.</param>
    /// <param name="answer">How long the server may take for its answer to the end of the data.</param>
    /// <param name="cancellationToken">Breaks off the connection.</param>
    public Task SendAsync(
        MimeMessage message, MailboxAddress from, IReadOnlyCollection<MailboxAddress> recipients,
        Func<CancellationToken, Task> beforeData, TimeSpan answer, CancellationToken cancellationToken)
    {
        unanswered = recipients.Count;
        // DATA is a piece by itself: the text is not sent before the server has said 354. With BDAT it may come in one piece with the command.
        allAccepted = () => Connection.Before(PreferSendAsBinaryData ? 0 : 1, beforeData);
        endReached = () => Connection.Silence = answer;
        if (ReportsAs is not null)
            DeliveryStatusNotificationType = DeliveryStatusNotificationType.HeadersOnly;
        var format = FormatOptions.Default.Clone();
        format.International = recipients.Append(from).Any(address => MailPath.NeedsUtf8(address.Address));
        return SendAsync(format, message, from, recipients, cancellationToken, this);
    }

    private Action allAccepted = () => { };
    private Action endReached = () => { };

    /// <inheritdoc/>
    void ITransferProgress.Report(long bytesTransferred, long totalSize)
    {
        // Doubled dots (RFC 5321 4.5.2) count too, so this says "reached" rather early than late.
        (transferred, octets) = (bytesTransferred, totalSize);
        if (IsWritten)
            endReached();
    }

    /// <inheritdoc/>
    void ITransferProgress.Report(long bytesTransferred) => transferred = bytesTransferred;

    /// <inheritdoc/>
    /// <remarks>MailKit says neither this nor the next to a server that does not offer DSN.</remarks>
    protected override string? GetEnvelopeId(MimeMessage message) => ReportsAs;

    /// <inheritdoc/>
    protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
        ReportsAs is null ? null : DeliveryStatusNotification.Success | DeliveryStatusNotification.Failure | DeliveryStatusNotification.Delay;

    /// <inheritdoc/>
    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => Answered();

    /// <inheritdoc/>
    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        var (code, text) = EnhancedStatus.Split(response.Response);
        refusals.Add(new RecipientRefusal(mailbox.Address, (int)response.StatusCode, code, text));
        Answered();
    }

    /// <inheritdoc/>
    /// <remarks>Never as BINARYMIME: a next server that lacks it would have to send the message back (RFC 3030 3).</remarks>
    protected override void Prepare(FormatOptions options, MimeMessage message, EncodingConstraint constraint, int maxLineLength)
    {
        if (!message.Headers.Contains(HeaderId.ResentMessageId))
            base.Prepare(options, message, constraint == EncodingConstraint.None ? EncodingConstraint.EightBit : constraint, maxLineLength);
        // RFC 5322 3.6.6: what somebody sends on stays as its author made it, as long as the server takes that.
        else if (constraint == EncodingConstraint.SevenBit)
            SevenBitBody.Make(message, maxLineLength);
    }

    /// <inheritdoc/>
    /// <remarks>RFC 3030 2: BDAT needs no doubled dots and waits for no answer before the text. Then its last octet is the end of the data.</remarks>
    protected override bool PreferSendAsBinaryData => Capabilities.HasFlag(SmtpCapabilities.Chunking);

    private void Answered()
    {
        if (--unanswered > 0)
            return;
        if (refusals.Count > 0)
            throw new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, (SmtpStatusCode)refusals[0].Code, refusals[0].ServerText);
        allAccepted();
    }
}
