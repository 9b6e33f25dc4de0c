using MailKit;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Operations;

namespace Webmail.Engine.Mirror;

/// <summary>What an operation does to the counts of the tree, as well as it can be told from the rows that are held.</summary>
internal static class CountEffect
{
    /// <summary>A pending operation with its effect; to be made before it is added to the mirror.</summary>
    public static PendingOperation Of(MailOperation operation, MailboxMirror? mirror, Mailbox? mailbox)
    {
        if (mirror is null || mirror.UidValidity != operation.UidValidity) return new PendingOperation(operation);
        var (unread, unknown) = mirror.CountUnread(operation.Uids);
        // Of rows never fetched, the unread ones are assumed to be spread evenly: exact for "all", near enough until STATUS tells.
        if (unknown > 0 && mailbox is { Total: > 0 }) unread += (int)Math.Round(Math.Max(0, mailbox.Unread - unread) * (unknown / (double)Math.Max(unknown, mailbox.Total - (operation.Uids.Count - unknown))));
        var count = operation.Uids.Count;
        return operation switch
        {
            StoreFlags store when store.Flags.HasFlag(MessageFlags.Seen) =>
                new PendingOperation(operation) { SourceCounts = new CountChange(store.Set ? -unread : count - unread, 0) },
            CopyMessages => new PendingOperation(operation) { DestinationCounts = new CountChange(unread, count) },
            { Removes: true } => new PendingOperation(operation)
            {
                SourceCounts = new CountChange(-unread, -count),
                DestinationCounts = new CountChange(unread, count),
            },
            _ => new PendingOperation(operation),
        };
    }

    /// <summary>The tree with the effects of all pending operations.</summary>
    public static MailboxTree Fold(MailboxTree tree, IEnumerable<PendingOperation> pending)
    {
        var changed = new Dictionary<string, Mailbox>(StringComparer.Ordinal);
        foreach (var operation in pending)
        {
            Add(operation.Operation.Mailbox, operation.SourceCounts);
            if (operation.Operation.Destination is { } destination) Add(destination, operation.DestinationCounts);
        }

        return changed.Count == 0 ? tree : tree.With(changed);

        void Add(string name, CountChange change)
        {
            if (change == default) return;
            if (!changed.TryGetValue(name, out var mailbox)) mailbox = tree.Find(name);
            if (mailbox is null) return;
            changed[mailbox.Name] = mailbox with { Unread = Math.Max(0, mailbox.Unread + change.Unread), Total = Math.Max(0, mailbox.Total + change.Total) };
        }
    }
}
