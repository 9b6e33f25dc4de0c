using System.Collections.Immutable;

namespace Webmail.Engine.Submission.Smtp;

/// <summary>What a server is told beside the message.</summary>
/// <param name="From">The reverse-path.</param>
/// <param name="Recipients">The forward-paths.</param>
internal sealed record MailEnvelope(string From, ImmutableArray<string> Recipients)
{
    /// <summary>Names the message in what servers report about it (RFC 3461 4.4); null: they are to report failures only, as ever.</summary>
    public string? ReportsAs { get; init; }
}
