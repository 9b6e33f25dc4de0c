using System.Collections.Immutable;

namespace Webmail.Engine.Submission.Outbox;

/// <summary>What is shown of an outgoing message; sealed in its row, and kept for a while after it is done.</summary>
internal sealed record OutgoingSummary(
    string Subject, ImmutableArray<string> Recipients, ImmutableArray<RecipientRefusal> Refusals, string? Failure, string? ServerText);
