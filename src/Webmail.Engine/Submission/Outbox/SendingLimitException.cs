namespace Webmail.Engine.Submission.Outbox;

/// <summary>The message goes past a limit that the host has set for each person. Nothing was stored.</summary>
public sealed class SendingLimitException(SendingLimit limit, int allowed) : Exception($"The limit {limit} of {allowed} is reached")
{
    /// <summary>Which.</summary>
    public SendingLimit Limit { get; } = limit;

    /// <summary>How many are allowed.</summary>
    public int Allowed { get; } = allowed;
}

/// <summary>What is limited.</summary>
public enum SendingLimit
{
    /// <summary>Recipients of one message.</summary>
    RecipientsPerMessage,

    /// <summary>Messages within an hour.</summary>
    MessagesPerHour,
}
