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
        foreach (var portion in Portions(Uids.Except(attempt.Done)))
        {
            if (target.CanMove)
            {
                // A UID that an earlier attempt already moved is not there any more and is passed over: nothing is doubled.
                var map = await target.Source.MoveToAsync(portion.ToUniqueIds(UidValidity), destination, cancellationToken);
                SafeCopy.Note(attempt, map, portion);
            }
            else
            {
                await SafeCopy.CopyAsync(target, portion, UidValidity, destination, cancellationToken);
                var uids = portion.ToUniqueIds(UidValidity);
                await target.Source.StoreAsync(uids, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted) { Silent = true }, cancellationToken);
                await target.Source.ExpungeAsync(uids, cancellationToken);
            }

            attempt.Done = attempt.Done.Union(portion);
            target.Progress.Report(attempt.Done.Count);
        }

        return attempt.IsInverseUnknown || attempt.Copied.IsEmpty
            ? null
            : new MoveMessages(To, attempt.DestinationUidValidity, attempt.Copied, Mailbox);
    }
}
