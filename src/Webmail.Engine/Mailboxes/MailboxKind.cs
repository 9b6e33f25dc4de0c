namespace Webmail.Engine.Mailboxes;

/// <summary>The namespace that a mailbox belongs to (RFC 2342).</summary>
public enum MailboxKind
{
    /// <summary>The person's own.</summary>
    Personal,

    /// <summary>Another user's, shared with this person.</summary>
    OtherUsers,

    /// <summary>Shared by all.</summary>
    Shared,
}
