namespace Webmail.Engine.Imap;

/// <summary>What a connection is lent for. Each role has its own connections, so that none waits for another.</summary>
public enum ConnectionRole
{
    /// <summary>Parked in IDLE or NOTIFY for as long as the account is open.</summary>
    Watch,

    /// <summary>A person waits for it.</summary>
    Interactive,

    /// <summary>Nobody waits: prefetch, search over many mailboxes, long copies.</summary>
    Background,
}
