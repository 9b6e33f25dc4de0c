using System.ComponentModel.DataAnnotations;

namespace Webmail.Engine.Imap;

/// <summary>Limits of an account's connections. Times are wall-clock; all defaults say where they come from.</summary>
public sealed class ImapOptions
{
    /// <summary>The configuration section's name.</summary>
    public const string Section = "Mail:Connections";

    /// <summary>Parked connections. Default 2: one for NOTIFY; without it, one for INBOX and one for the open mailbox.</summary>
    [Range(1, 4)]
    public int WatchConnections { get; set; } = 2;

    /// <summary>Connections for what a person waits for. Default 2: one reads while the other acts. With the others below the 10 for each user and address that Dovecot allows by default.</summary>
    [Range(1, 8)]
    public int InteractiveConnections { get; set; } = 2;

    /// <summary>Connections for what nobody waits for. Default 2: a long copy does not stop prefetching.</summary>
    [Range(1, 8)]
    public int BackgroundConnections { get; set; } = 2;

    /// <summary>TCP, TLS and sign-in together, for one attempt. Default 10 s: a person gives a sign-in about that long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the server may be silent in the middle of interactive work. Default 30 s: a first SORT of 100,000 messages takes 2 s on a small machine, a remote disk ten times that.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan InteractiveTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The same for background work and for what a watcher says between two IDLEs. Default 2 min: a search of bodies without an index.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan BackgroundTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long work that nobody waits for any more may take to end by itself. Default 2 s. A command that is broken off costs the
    /// whole connection, and a new one costs more than most commands.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan GraceTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Attempts to reach the server before work is given up. Default 3, within about a second: a server that restarts is seen as a hiccup.</summary>
    [Range(1, 10)]
    public int ConnectAttempts { get; set; } = 3;

    /// <summary>Pause before the second attempt; it grows, with jitter. Default 200 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause between two attempts while the server is away. Default 5 s: nobody waits longer after it is back, and the breaker keeps many accounts from asking at once.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LongestRetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A connection that nobody needed for so long is closed; one interactive connection is kept. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan CloseIdleAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// An unused connection says NOOP, and IDLE is renewed, this often. Default 9 min: RFC 9051 5.4 and RFC 2177 speak of 30 and 29,
    /// but some servers and many address translators drop at 10.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:29:00")]
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromMinutes(9);

    /// <summary>A connection unused for so long is asked (NOOP) whether it still lives before it gets work that must not be done twice. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan CheckIdleAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long no further connection is tried after the server refused one as too many. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ConnectionLimitPause { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often mailboxes that no push covers are asked for their counts, and servers without IDLE for everything. Default 30 s: what polling clients are used to.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often a server that tells of changes by itself (NOTIFY) is asked for names and counts nevertheless, while a page is open: Dovecot 2.3
    /// tells of a renamed mailbox only after somebody has listed them. Default 5 s, and 50 ms more for each mailbox above a hundred: a server
    /// answers from its index, with less work than for one keystroke of a search.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ReconcileInterval { get; set; } = TimeSpan.FromSeconds(5);

    internal int ConnectionsOf(ConnectionRole role) => role switch
    {
        ConnectionRole.Watch => WatchConnections,
        ConnectionRole.Interactive => InteractiveConnections,
        _ => BackgroundConnections,
    };

    internal TimeSpan SilenceOf(ConnectionRole role) => role == ConnectionRole.Interactive ? InteractiveTimeout : BackgroundTimeout;
}
