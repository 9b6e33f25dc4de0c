namespace Webmail.Engine.Mirror;

/// <summary>What another client did to a message.</summary>
public enum RemoteChangeKind
{
    /// <summary>Marked as read.</summary>
    Read,

    /// <summary>Marked as unread.</summary>
    Unread,

    /// <summary>Flagged.</summary>
    Flagged,

    /// <summary>The flag was taken off.</summary>
    Unflagged,

    /// <summary>Removed, or moved away.</summary>
    Removed,

    /// <summary>Answered or forwarded, or another flag or keyword.</summary>
    Other,
}

/// <summary>A change from elsewhere and when it was seen here.</summary>
public readonly record struct RemoteChange(RemoteChangeKind Kind, DateTimeOffset At);
