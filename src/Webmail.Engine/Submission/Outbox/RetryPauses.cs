namespace Webmail.Engine.Submission.Outbox;

/// <summary>When a message that could not be sent for now is tried again: soon at first, because most troubles are short, then every hour.</summary>
internal static class RetryPauses
{
    private static readonly TimeSpan[] First =
    [
        TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30),
    ];

    private static readonly TimeSpan Later = TimeSpan.FromHours(1);

    /// <summary>Attempts within about a day: after that a person should know that a message has not left.</summary>
    public const int InADay = 30;

    /// <summary>Attempts within about a week.</summary>
    public const int InAWeek = 174;

    /// <summary>The pause after so many failed attempts, 1 or more.</summary>
    public static TimeSpan After(int attempts) => attempts <= First.Length ? First[attempts - 1] : Later;
}
