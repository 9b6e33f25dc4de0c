namespace Webmail.Engine.Submission.Outbox;

/// <summary>An earlier text of the message is being handed in, was sent, or may have been sent. What was written since was not taken.</summary>
/// <param name="at">Since when.</param>
public sealed class AlreadySentException(DateTimeOffset at) : Exception("The message has been sent already.")
{
    /// <summary>Since when.</summary>
    public DateTimeOffset At { get; } = at;
}
