namespace Webmail.Engine.Sync;

/// <summary>How a person's view is kept up to date.</summary>
public enum SyncMode
{
    /// <summary>The server tells of changes by itself (NOTIFY or IDLE).</summary>
    Live,

    /// <summary>The server has no push and is asked every while.</summary>
    Polling,

    /// <summary>The server cannot be reached.</summary>
    Offline,
}

/// <summary>The state of the connection to the truth.</summary>
/// <param name="Mode">Live, polling or offline.</param>
/// <param name="LastChange">When the account last changed, as far as we saw it.</param>
/// <param name="Since">When the mode began.</param>
/// <param name="Waiting">Changes of the person that the server has not confirmed.</param>
public sealed record SyncStatus(SyncMode Mode, DateTimeOffset LastChange, DateTimeOffset Since, int Waiting);
