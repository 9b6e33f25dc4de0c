using System.Collections.Immutable;
using MimeKit;

namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>A message as far as it was fetched.</summary>
/// <param name="Headers">Its header.</param>
/// <param name="Octets">Its size.</param>
public sealed record SieveMessage(HeaderList Headers, long Octets)
{
    /// <summary>All of it; null: only the header was fetched, and tests of the text can't be made.</summary>
    public MimeMessage? Whole { get; init; }

    /// <summary>MAIL FROM, without angle brackets; null: not known, and the Return-Path field of the header counts.</summary>
    public string? Sender { get; init; }

    /// <summary>RCPT TO, without angle brackets; null: not known, and the Delivered-To field counts.</summary>
    public string? Recipient { get; init; }

    /// <summary>The headers of its parts, as far as a server tells them without the text (BODYSTRUCTURE); null: not fetched.</summary>
    public IReadOnlyList<HeaderList>? Parts { get; init; }

    /// <summary>When it came, for mail that is there already: what only the server knew then can't be said any more. Null: it comes just now.</summary>
    public DateTimeOffset? Delivered { get; init; }

    /// <summary>Flags it has already.</summary>
    public ImmutableArray<string> Flags { get; init; } = [];
}
