using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Operations;

/// <summary>What Delete means in a mailbox.</summary>
public static class Deletion
{
    /// <summary>
    /// In Trash and Junk, and where the account has no Trash, messages are expunged (after the undo window);
    /// elsewhere they move to Trash.
    /// </summary>
    public static MailOperation For(MailboxTree mailboxes, string mailbox, uint uidValidity, UidSet uids)
    {
        var trash = mailboxes.Find(SpecialUse.Trash);
        return trash is null || IsFinalIn(mailboxes, mailbox)
            ? new ExpungeMessages(mailbox, uidValidity, uids)
            : new MoveMessages(mailbox, uidValidity, uids, trash.Name);
    }

    /// <summary>True for Trash, Junk and what lies below them: what is deleted there is gone.</summary>
    public static bool IsFinalIn(MailboxTree mailboxes, string mailbox)
    {
        for (var at = mailboxes.Find(mailbox); at is not null; at = at.ParentName is null ? null : mailboxes.Find(at.ParentName))
        {
            if (at.SpecialUse is SpecialUse.Trash or SpecialUse.Junk) return true;
        }

        return false;
    }
}
