namespace Webmail.Engine.Mirror;

/// <summary>Why a server did not do what was asked, as far as a person can act on it (response codes of RFC 9051 7.1 and RFC 9208).</summary>
public enum RefusalReason
{
    /// <summary>The server gave no reason that we know.</summary>
    Other,

    /// <summary>OVERQUOTA.</summary>
    OverQuota,

    /// <summary>The mailbox, or the destination, does not exist any more (NONEXISTENT, TRYCREATE).</summary>
    MailboxGone,

    /// <summary>NOPERM, or a read-only mailbox.</summary>
    NotAllowed,

    /// <summary>ALREADYEXISTS.</summary>
    AlreadyExists,

    /// <summary>The name is not one that the server takes (CANNOT).</summary>
    NameNotAllowed,

    /// <summary>UIDVALIDITY changed in between.</summary>
    MailboxRebuilt,

    /// <summary>The server could not do it without touching other clients' messages (no MOVE, no UIDPLUS).</summary>
    Unsafe,

    /// <summary>The connection was lost, and whether the server did it is not known.</summary>
    Unclear,

    /// <summary>The server cannot be reached.</summary>
    Unreachable,
}
