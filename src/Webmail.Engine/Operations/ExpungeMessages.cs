using MailKit;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Operations;

/// <summary>Removes messages for good: STORE \Deleted and UID EXPUNGE of exactly these UIDs (RFC 4315). Never a bare EXPUNGE.</summary>
public sealed record ExpungeMessages(string Mailbox, uint UidValidity, UidSet Uids) : MailOperation(Mailbox, UidValidity, Uids)
{
    /// <summary>True if the messages are copies that we made a moment ago: then there is no need for an undo window.</summary>
    public bool UndoesCopy { get; init; }

    /// <inheritdoc/>
    public override bool Removes => true;

    /// <inheritdoc/>
    public override bool IsReversible => UndoesCopy;

    /// <inheritdoc/>
    public override async Task<MailOperation?> RunAsync(OperationTarget target, CancellationToken cancellationToken)
    {
        if (!target.CanUidExpunge) throw new UnsafeServerException();
        var uids = Uids.ToUniqueIds(UidValidity);
        await target.Source.StoreAsync(uids, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted) { Silent = true }, cancellationToken);
        await target.Source.ExpungeAsync(uids, cancellationToken);
        return null;
    }
}
