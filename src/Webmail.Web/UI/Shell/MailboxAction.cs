namespace Webmail.Web.UI.Shell;

/// <summary>What the menu of a mailbox offers.</summary>
public enum MailboxAction
{
    /// <summary>A new mailbox below it.</summary>
    CreateBelow,

    /// <summary>Another name.</summary>
    Rename,

    /// <summary>Another place in the tree.</summary>
    Move,

    /// <summary>Away with it.</summary>
    Delete,

    /// <summary>Show it on all devices.</summary>
    Subscribe,

    /// <summary>Hide it on devices that show subscribed mailboxes only.</summary>
    Unsubscribe,

    /// <summary>All its messages read.</summary>
    MarkAllRead,

    /// <summary>All its messages gone for good.</summary>
    Empty,
}
