using System.Collections.Immutable;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>An automatic answer (RFC 5230). Servers give none to mailing lists, to other automatic mail, and to who was answered lately.</summary>
/// <param name="Text">The words.</param>
public sealed record VacationReply(string Text)
{
    /// <summary>The subject; null: made by the server from the message's.</summary>
    public string? Subject { get; init; }

    /// <summary>The same sender is answered once in this time: whole days, or seconds where the server has vacation-seconds (RFC 6131). Null: the server's own, usually 7 days.</summary>
    public TimeSpan? Between { get; init; }

    /// <summary>Own addresses besides the one of the account: mail to none of them is not answered.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>The sender of the answer; null: the account.</summary>
    public string? From { get; init; }

    /// <summary>Answers of one handle count as the same; null: those of the same words.</summary>
    public string? Handle { get; init; }
}
