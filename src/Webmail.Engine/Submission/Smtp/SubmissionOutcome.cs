using System.Collections.Immutable;
using Webmail.Engine.Submission.Outbox;

namespace Webmail.Engine.Submission.Smtp;

/// <summary>What became of one attempt to hand in a message.</summary>
internal abstract record SubmissionOutcome
{
    /// <summary>The server has taken it for all recipients.</summary>
    public sealed record Accepted : SubmissionOutcome;

    /// <summary>Nobody gets it by this attempt.</summary>
    /// <param name="Failure">Why.</param>
    /// <param name="ForNow">Whether another attempt can go better without anybody doing something (4xx, or no connection).</param>
    /// <param name="ServerText">What the server said; null: nothing.</param>
    /// <param name="Refusals">The recipients that were the reason.</param>
    public sealed record Refused(SubmissionFailure Failure, bool ForNow, string? ServerText, ImmutableArray<RecipientRefusal> Refusals) : SubmissionOutcome;

    /// <summary>The end of the data was sent and no answer came: nobody knows.</summary>
    public sealed record Unknown : SubmissionOutcome;
}
