using System.Collections.Immutable;
using System.Text;
using MimeKit;
using Webmail.Engine.Trust.Authentication;
using Webmail.Engine.Trust.Junk;
using Webmail.Engine.Trust.Lists;

namespace Webmail.Engine.Trust;

/// <summary>
/// What a message's header says about how it came, read once and kept with the message. Nothing in it is proved: whom to believe is decided
/// for the person who reads it.
/// </summary>
public sealed record MessageEvidence
{
    /// <summary>Nothing is said.</summary>
    public static readonly MessageEvidence None = new();

    /// <summary>Fields of one name that are read. Every server on the way may add one.</summary>
    private const int MaxFields = 20;

    /// <summary>Octets of a field that are read.</summary>
    private const int MaxOctets = 16_000;

    /// <summary>The fields Authentication-Results, topmost first.</summary>
    public ImmutableArray<AuthenticationResults> Results { get; init; } = [];

    /// <summary>What a spam filter wrote; null: nothing.</summary>
    public SpamVerdict? Spam { get; init; }

    /// <summary>How the list lets people go; null: it is none, or does not say.</summary>
    public UnsubscribeOffer? Unsubscribe { get; init; }

    /// <summary>Reads a header. Never throws for what stands in it.</summary>
    public static MessageEvidence Read(HeaderList headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return new MessageEvidence
        {
            Results = [.. Fields(headers, "Authentication-Results").Select(AuthenticationResults.Parse).OfType<AuthenticationResults>()],
            Spam = SpamVerdict.Read(name => Fields(headers, name).FirstOrDefault()),
            Unsubscribe = UnsubscribeOffer.Read([.. Fields(headers, "List-Unsubscribe")], [.. Fields(headers, "List-Unsubscribe-Post")], Signatures(headers)),
        };
    }

    // More than are read: which of them is the good one can't be said.
    private static IEnumerable<string> Signatures(HeaderList headers) =>
        headers.Count(static header => header.Field.Equals("DKIM-Signature", StringComparison.OrdinalIgnoreCase)) > MaxFields ? [] : Fields(headers, "DKIM-Signature");

    // As they stand: words that are encoded (RFC 2047) have no place in these, and must not put there what the grammar would not allow.
    private static IEnumerable<string> Fields(HeaderList headers, string name) =>
        headers.Where(header => header.Field.Equals(name, StringComparison.OrdinalIgnoreCase)).Take(MaxFields)
            .Select(static header => Encoding.UTF8.GetString(header.RawValue.AsSpan(0, Math.Min(header.RawValue.Length, MaxOctets))));
}
