using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace Webmail.Engine.Submission.Outbox;

/// <summary>What is shown of an outgoing message; sealed in its row, and kept for a while after it is done.</summary>
internal sealed record OutgoingSummary(
    string Subject, ImmutableArray<string> Recipients, ImmutableArray<RecipientRefusal> Refusals, string? Failure, string? ServerText)
{
    /// <summary>What it was made of, in short: who sends the same once more is told apart from who has written on since.</summary>
    public byte[] Fingerprint { get; init; } = [];

    /// <summary>What a person writes, and nothing of where it was saved.</summary>
    public static byte[] FingerprintOf(Draft draft) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(draft with { SavedAs = null, Writer = null }));
}
