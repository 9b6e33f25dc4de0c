using System.Collections.Immutable;

namespace Webmail.Engine.Submission.Outbox;

/// <summary>An outgoing message as a person sees it: a snapshot.</summary>
/// <param name="Id">The draft's id.</param>
/// <param name="Step">How far it is.</param>
/// <param name="At">Since when it has been there.</param>
/// <param name="SendAt">
/// When the next attempt begins by itself; null: none does, or one is under way. Held without a <paramref name="Failure"/> it is the end
/// of the undo window, with one the message waits because an attempt failed for now.
/// </param>
/// <param name="Subject">The subject, decoded.</param>
/// <param name="Recipients">All addresses that it goes to.</param>
/// <param name="Refusals">The recipients that the last attempt did not get past.</param>
/// <param name="Failure">Why the last attempt failed: the name of a <see cref="Smtp.SubmissionFailure"/>; null if none did.</param>
public sealed record OutboxEntry(
    Guid Id,
    OutboxStep Step,
    DateTimeOffset At,
    DateTimeOffset? SendAt,
    string Subject,
    ImmutableArray<string> Recipients,
    ImmutableArray<RecipientRefusal> Refusals,
    string? Failure)
{
    /// <summary>What the server said to that, in its own words; null if it said nothing. Text from outside: encode it, do not log it.</summary>
    public string? ServerText { get; init; }
}
