using System.Collections.Immutable;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>What a rule asks of a message. A closed set; what Sieve can ask beyond it stays a locked block.</summary>
public abstract record FilterTest
{
    private FilterTest()
    {
    }

    /// <summary>The answer is turned round.</summary>
    public bool IsNegated { get; init; }

    /// <summary>Several tests together. Groups stand in a group, and no deeper. All of none is every message.</summary>
    public sealed record Group(GroupMode Mode, ImmutableArray<FilterTest> Tests) : FilterTest
    {
        /// <summary>Every message.</summary>
        public static Group Everything { get; } = new(GroupMode.All, []);
    }

    /// <summary>The text of header fields (RFC 5228 5.7), such as <c>Subject</c> or <c>List-Id</c>; one of them has to match.</summary>
    public sealed record Header(ImmutableArray<string> Names, TextMatch Match) : FilterTest;

    /// <summary>The addresses in header fields (RFC 5228 5.1), such as <c>From</c> for the sender, <c>To</c> and <c>Cc</c> for recipients.</summary>
    public sealed record Address(ImmutableArray<string> Headers, AddressPart Part, TextMatch Match) : FilterTest;

    /// <summary>The sender (<c>from</c>) or recipient (<c>to</c>) that the servers spoke of (RFC 5228 5.4), whatever the header says.</summary>
    public sealed record Envelope(EnvelopeField Field, AddressPart Part, TextMatch Match) : FilterTest;

    /// <summary>The text of the message (RFC 5173 <c>:text</c>).</summary>
    public sealed record Body(TextMatch Match) : FilterTest;

    /// <summary>The size in octets is over, or under, a limit (RFC 5228 5.9).</summary>
    public sealed record Size(bool IsOver, long Octets) : FilterTest;

    /// <summary>
    /// The message has a file attached: by its parts (RFC 5703) where the server can look at them, else by a Content-Type that most messages
    /// with files have and few without.
    /// </summary>
    public sealed record Attachment : FilterTest;

    /// <summary>All of these header fields are there (RFC 5228 5.5).</summary>
    public sealed record Exists(ImmutableArray<string> Names) : FilterTest;

    /// <summary>A date (RFC 5260).</summary>
    /// <param name="Field">The header field that holds it; null: the time of delivery.</param>
    /// <param name="Part">A date-part: <c>date</c>, <c>time</c>, <c>hour</c>, <c>weekday</c> (0 is Sunday), <c>iso8601</c> and so on.</param>
    /// <param name="Relation">How it stands to the values.</param>
    /// <param name="Values">In the form of the part; one of them has to hold.</param>
    /// <param name="Zone">The time zone to look at it in, such as <c>+0100</c>; null: the server's own.</param>
    public sealed record Date(string? Field, string Part, Relation Relation, ImmutableArray<string> Values, string? Zone) : FilterTest;

    /// <summary>The server's opinion whether it is unsolicited (RFC 5235), from 1, surely not, to 10, surely.</summary>
    public sealed record SpamScore(Relation Relation, int Score) : FilterTest;

    /// <summary>A message of the same Message-ID was seen before (RFC 7352).</summary>
    /// <param name="Within">How long ago at most; null: as long as the server remembers.</param>
    public sealed record Duplicate(TimeSpan? Within) : FilterTest;
}
