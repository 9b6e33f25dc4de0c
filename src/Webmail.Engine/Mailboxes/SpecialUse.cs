namespace Webmail.Engine.Mailboxes;

/// <summary>What a mailbox is for (RFC 6154), in the order in which a person sees them.</summary>
public enum SpecialUse
{
    /// <summary>A mailbox of the person's own.</summary>
    None,

    /// <summary>INBOX.</summary>
    Inbox,

    /// <summary><c>\Flagged</c>, a view of all flagged messages.</summary>
    Flagged,

    /// <summary><c>\Drafts</c>.</summary>
    Drafts,

    /// <summary><c>\Sent</c>.</summary>
    Sent,

    /// <summary><c>\Archive</c>.</summary>
    Archive,

    /// <summary><c>\Junk</c>.</summary>
    Junk,

    /// <summary><c>\Trash</c>.</summary>
    Trash,

    /// <summary><c>\All</c>, a view of all messages.</summary>
    All,

    /// <summary><c>\Important</c> (RFC 8457).</summary>
    Important,
}
