using System.Collections.Immutable;
using MimeKit;

namespace Webmail.Engine.Submission;

/// <summary>Sends a message on as it is, with the fields above it that say who did (RFC 5322 3.6.6).</summary>
/// <param name="draft">The draft; its first attachment is the message.</param>
/// <param name="author">Who sends it on.</param>
/// <param name="to">Primary recipients.</param>
/// <param name="cc">Recipients of copies.</param>
/// <param name="bcc">Recipients that no other recipient sees.</param>
internal sealed class Redirection(Draft draft, Identity author, List<MailboxAddress> to, List<MailboxAddress> cc, List<MailboxAddress> bcc)
{
    /// <summary>
    /// Reads the header alone: whatever its type, the body is one stretch of octets then, and is written as it was read. A body taken apart
    /// and put together again may differ where its author kept to no rule, and signatures cover it.
    /// </summary>
    public static readonly ParserOptions BodyAsItIs = new() { MaxMimeDepth = 0 };

    /// <summary>
    /// What belongs to an earlier way of the message and must not go another one: RFC 5321 4.4 lets the last server alone write Return-Path,
    /// servers know a loop by Delivered-To, and Bcc is nobody's business.
    /// </summary>
    private static readonly string[] Left = ["Return-Path", "Delivered-To", "X-Original-To", "Bcc", "Resent-Bcc"];

    /// <summary>Makes the message. Its body is read from the source while it is written.</summary>
    /// <exception cref="DraftFaultException">The source is not there any more.</exception>
    public async Task<OutgoingMessage> MakeAsync(AttachmentContents contents, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (draft.Attachments is not [var source, ..])
            throw new DraftFaultException([new DraftFault("attachments", 0, DraftFaultKind.AttachmentGone)]);
        var message = await ReadAsync(await contents.OpenAsync(draft, source, 0, cancellationToken), cancellationToken);
        var filed = bcc.Count == 0 ? null : await ReadAsync(await contents.OpenAsync(draft, source, 0, cancellationToken), cancellationToken);
        Mark(message, now, isFiled: false);
        if (filed is not null)
            Mark(filed, now, isFiled: true);
        return new OutgoingMessage(
            draft.Id, draft.MessageId, RecipientAddress.ForEnvelope(author.ToMailbox()),
            [.. to.Concat(cc).Concat(bcc).Select(RecipientAddress.ForEnvelope).Distinct(StringComparer.OrdinalIgnoreCase)],
            message, filed, draft.SavedAs, draft.Sources, draft.Kind)
        {
            SentMailbox = author.SentMailbox,
            AsksForDelivery = draft.AsksForDelivery,
        };
    }

    private static async Task<MimeMessage> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            return await MimeMessage.LoadAsync(BodyAsItIs, content, persistent: true, cancellationToken);
        }
        catch (FormatException)
        {
            await content.DisposeAsync();
            throw new DraftFaultException([new DraftFault("attachments", 0, DraftFaultKind.AttachmentGone)]);
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts the fields first, as a block of their own: earlier ones, of who sent it on before, stay below.</summary>
    private void Mark(MimeMessage message, DateTimeOffset now, bool isFiled)
    {
        foreach (var field in Left)
            message.Headers.RemoveAll(field);
        using var resent = new MimeMessage();
        resent.Headers.Clear();
        resent.ResentDate = now;
        resent.ResentFrom.Add(author.ToMailbox());
        resent.ResentTo.AddRange(to);
        resent.ResentCc.AddRange(cc);
        if (isFiled)
            resent.ResentBcc.AddRange(bcc);
        // RFC 5322 3.6.6: a block names one recipient at least.
        else if (to.Count + cc.Count == 0)
            resent.ResentTo.Add(new GroupAddress("undisclosed-recipients"));
        resent.Headers.Add(HeaderId.ResentMessageId, $"<{draft.MessageId}>");
        var at = 0;
        foreach (var header in resent.Headers.Where(static header => header.Field.StartsWith("Resent-", StringComparison.OrdinalIgnoreCase)).ToImmutableArray())
            message.Headers.Insert(at++, header.Clone());
    }
}
