using Webmail.Engine.Operations;

namespace Webmail.Engine.Mirror;

/// <summary>How an operation ended. A closed set.</summary>
public abstract record OperationOutcome
{
    /// <summary>The server did it.</summary>
    /// <param name="Inverse">What undoes it, null if nothing does.</param>
    public sealed record Done(MailOperation? Inverse) : OperationOutcome;

    /// <summary>The person took it back before it ran.</summary>
    public sealed record Cancelled : OperationOutcome;

    /// <summary>It was not done, and what was shown is taken back.</summary>
    /// <param name="Reason">Why, for a sentence in the person's language.</param>
    /// <param name="ServerText">The server's own words, untrusted; empty if there are none.</param>
    public sealed record Refused(RefusalReason Reason, string ServerText) : OperationOutcome;
}
