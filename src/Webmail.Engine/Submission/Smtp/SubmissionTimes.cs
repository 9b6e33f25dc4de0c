namespace Webmail.Engine.Submission.Smtp;

/// <summary>How long a server for submission is waited for.</summary>
internal sealed record SubmissionTimes
{
    /// <summary>TCP, TLS and sign-in together, for one attempt. Half a minute: servers that slow down strangers greet within that.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the server may be silent before the end of the data. RFC 5321 4.5.3.2: 5 minutes for MAIL and RCPT.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long it may be silent after that. RFC 5321 4.5.3.2.6: 10 minutes, because who gives up too early does not know what became of
    /// the message.
    /// </summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Attempts to connect before the message is put off. A server that restarts is seen as a hiccup.</summary>
    public int ConnectAttempts { get; init; } = 3;

    /// <summary>Pause before the second attempt; it grows, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);
}
