using MailKit;
using MimeKit;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Operations;

/// <summary>Puts a message into a mailbox (RFC 9051 6.3.12). Its inverse expunges it, found by APPENDUID.</summary>
/// <param name="Mailbox">Where to.</param>
/// <param name="Message">The message; owned by the caller, not changed.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Date">Its INTERNALDATE.</param>
public sealed record AppendMessage(string Mailbox, MimeMessage Message, MessageFlags Flags, DateTimeOffset Date)
    : MailOperation(Mailbox, 0, UidSet.Empty)
{
    /// <summary>Told how much of it has gone out; null: nobody looks.</summary>
    public ITransferProgress? Progress { get; init; }

    /// <inheritdoc/>
    public override bool IsRepeatable => false;

    /// <inheritdoc/>
    public override string AddsTo => Mailbox;

    /// <inheritdoc/>
    public override async Task<MailOperation?> RunAsync(OperationTarget target, CancellationToken cancellationToken)
    {
        var uid = await target.Source.AppendAsync(new AppendRequest(Message, Flags, Date) { TransferProgress = Progress }, cancellationToken);
        if (uid is not { } appended) return null;
        (target.Attempt.DestinationUidValidity, target.Attempt.Brought) = (appended.Validity, UidSet.OfOne(appended.Id));
        return new ExpungeMessages(Mailbox, appended.Validity, target.Attempt.Brought) { UndoesCopy = true };
    }
}
