using MailKit;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Operations;

/// <summary>Moves messages to another mailbox: MOVE (RFC 6851), else COPY, STORE \Deleted and UID EXPUNGE of the same UIDs.</summary>
public sealed record MoveMessages(string Mailbox, uint UidValidity, UidSet Uids, string To) : MailOperation(Mailbox, UidValidity, Uids)
{
    /// <inheritdoc/>
    public override bool Removes => true;

    /// <inheritdoc/>
    public override string Destination => To;

    /// <inheritdoc/>
    public override async Task<MailOperation?> RunAsync(OperationTarget target, CancellationToken cancellationToken)
    {
        if (!target.CanMove && !target.CanUidExpunge) throw new UnsafeServerException();
        var destination = await target.FindAsync(To, cancellationToken);
        var attempt = target.Attempt;
        var asked = Uids.Except(attempt.Done);
        // A server that died within MOVE may have copied and not yet removed (RFC 6851 3.3 asks for no more than that).
        var missing = await SafeCopy.MissingAsync(target, asked, UidValidity, destination, cancellationToken);
        if (!missing.IsEmpty)
        {
            var uids = missing.ToUniqueIds(UidValidity);
            var map = target.CanMove
                ? await target.Source.MoveToAsync(uids, destination, cancellationToken)
                : await target.Source.CopyToAsync(uids, destination, cancellationToken);
            SafeCopy.Note(attempt, map, missing);
        }

        var left = target.CanMove ? asked.Except(missing) : asked;
        if (!left.IsEmpty && target.CanUidExpunge) await RemoveAsync(target, left, cancellationToken);
        attempt.Done = attempt.Done.Union(asked);
        await SafeCopy.NoteUnknownAsync(attempt, destination, cancellationToken);
        return attempt.IsInverseUnknown || attempt.Copied.IsEmpty
            ? null
            : new MoveMessages(To, attempt.DestinationUidValidity, attempt.Copied, Mailbox);
    }

    private async Task RemoveAsync(OperationTarget target, UidSet copied, CancellationToken cancellationToken)
    {
        var uids = copied.ToUniqueIds(UidValidity);
        await target.Source.StoreAsync(uids, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted) { Silent = true }, cancellationToken);
        await target.Source.ExpungeAsync(uids, cancellationToken);
    }
}
