using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Operations;

/// <summary>Copies messages to another mailbox (RFC 9051 6.4.7). Its inverse expunges the copies, found by COPYUID.</summary>
public sealed record CopyMessages(string Mailbox, uint UidValidity, UidSet Uids, string To) : MailOperation(Mailbox, UidValidity, Uids)
{
    /// <inheritdoc/>
    public override string Destination => To;

    /// <inheritdoc/>
    public override async Task<MailOperation?> RunAsync(OperationTarget target, CancellationToken cancellationToken)
    {
        var destination = await target.FindAsync(To, cancellationToken);
        var attempt = target.Attempt;
        await SafeCopy.CopyAsync(target, Uids.Except(attempt.Done), UidValidity, destination, cancellationToken);
        attempt.Done = attempt.Done.Union(Uids);
        await SafeCopy.NoteUnknownAsync(attempt, destination, cancellationToken);
        return attempt.IsInverseUnknown || attempt.Copied.IsEmpty
            ? null
            : new ExpungeMessages(To, attempt.DestinationUidValidity, attempt.Copied) { UndoesCopy = true };
    }
}
