using Webmail.Engine.Mailboxes;
using Webmail.Engine.Operations;

namespace Webmail.Engine.Mirror;

/// <summary>
/// Folds pending operations over the server's rows: shown = server truth + pending. A refused operation is dropped and the
/// fold is made anew, so there is no code that backs out. Pure.
/// </summary>
public static class Overlay
{
    /// <summary>The row as a person shall see it; null if a pending operation takes it out of the mailbox.</summary>
    public static MessageRow? Fold(MessageRow row, IEnumerable<MailOperation> pending)
    {
        var shown = row;
        foreach (var operation in pending)
        {
            if (!operation.Uids.Contains(row.Uid)) continue;
            if (operation.Preview(shown) is not { } next) return null;
            shown = next;
        }

        return shown;
    }

    /// <summary>The UIDs that a person shall see.</summary>
    public static UidSet Fold(UidSet uids, IEnumerable<MailOperation> pending) =>
        pending.Where(operation => operation.Removes).Aggregate(uids, (shown, operation) => shown.Except(operation.Uids));
}
