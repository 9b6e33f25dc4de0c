namespace Webmail.Engine.Sieve.ManageSieve;

/// <summary>How long a server for filters is waited for.</summary>
internal sealed record ManageSieveTimes
{
    /// <summary>TCP, TLS and sign-in together, with all attempts. A person who opened a page waits for it.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>One command with its answer. Compiling a script of 1 MB takes Pigeonhole some seconds on a busy machine.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts to connect. A server that restarts is seen as a hiccup.</summary>
    public int ConnectAttempts { get; init; } = 3;

    /// <summary>Pause before the second attempt; it grows, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);
}
