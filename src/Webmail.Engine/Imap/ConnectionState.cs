namespace Webmail.Engine.Imap;

/// <summary>How an account's pool stands with its server.</summary>
public abstract record ConnectionState
{
    private ConnectionState() { }

    /// <summary>Nothing has been opened yet, or the pool was closed.</summary>
    public sealed record Disconnected : ConnectionState;

    /// <summary>The last thing said to the server was answered.</summary>
    public sealed record Connected : ConnectionState;

    /// <summary>The server can't be reached; it is being tried again.</summary>
    /// <param name="Since">When the first attempt failed.</param>
    public sealed record Reconnecting(DateTimeOffset Since) : ConnectionState;

    /// <summary>The server no longer accepts the credentials. Nothing is tried until new ones are given.</summary>
    public sealed record CredentialsRejected : ConnectionState;
}
