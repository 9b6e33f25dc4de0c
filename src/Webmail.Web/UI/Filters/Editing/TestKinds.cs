using System.Collections.Immutable;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Web.UI.Filters.Editing;

/// <summary>Conditions by kind: which one is it, which does the server offer, and how does a new one begin.</summary>
internal static class TestKinds
{
    private const long MegaByte = 1024 * 1024;

    private static readonly string[] Recipients = ["To", "Cc", "Bcc"];

    /// <summary>The kind of a condition.</summary>
    public static TestKind Of(FilterTest test) => test switch
    {
        FilterTest.Group => TestKind.Group,
        FilterTest.Header { Names: [var name] } when Same(name, "Subject") => TestKind.Subject,
        FilterTest.Header { Names: [var name] } when Same(name, "List-Id") => TestKind.MailingList,
        FilterTest.Header => TestKind.Header,
        FilterTest.Address { Headers: [var name] } when Same(name, "From") => TestKind.Sender,
        FilterTest.Address { Headers: [var name] } when Same(name, "To") => TestKind.Recipient,
        FilterTest.Address { Headers: { IsEmpty: false } names } when names.Contains("To", StringComparer.OrdinalIgnoreCase) && names.All(name => Recipients.Contains(name, StringComparer.OrdinalIgnoreCase)) =>
            TestKind.AnyRecipient,
        FilterTest.Address => TestKind.AddressField,
        FilterTest.Envelope { Field: EnvelopeField.From } => TestKind.EnvelopeFrom,
        FilterTest.Envelope => TestKind.EnvelopeTo,
        FilterTest.Body => TestKind.Body,
        FilterTest.Size => TestKind.Size,
        FilterTest.Attachment => TestKind.Attachment,
        FilterTest.Exists => TestKind.Exists,
        FilterTest.Date => TestKind.Date,
        FilterTest.SpamScore => TestKind.SpamScore,
        FilterTest.Duplicate => TestKind.Duplicate,
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    };

    /// <summary>Whether the server can ask that.</summary>
    public static bool IsOffered(TestKind kind, SieveFeatures features) => kind switch
    {
        TestKind.Body => features.Has("body"),
        TestKind.Date => features.Has("date"),
        TestKind.SpamScore => features.Has("spamtest") && features.Has("relational") && features.Has("comparator-i;ascii-numeric"),
        TestKind.Duplicate => features.Has("duplicate"),
        TestKind.EnvelopeFrom or TestKind.EnvelopeTo => features.Has("envelope"),
        _ => true,
    };

    /// <summary>A condition of a kind in place of another, with what of the other fits.</summary>
    public static FilterTest Become(TestKind kind, FilterTest old)
    {
        var match = MatchOf(old) ?? new TextMatch(MatchKind.Contains, []);
        // A rule that looked at whole addresses goes on doing so.
        var part = old switch { FilterTest.Address address => address.Part, FilterTest.Envelope envelope => envelope.Part, _ => AddressPart.All };
        FilterTest test = kind switch
        {
            TestKind.Subject => new FilterTest.Header(["Subject"], match),
            TestKind.MailingList => new FilterTest.Header(["List-Id"], match),
            TestKind.Header => new FilterTest.Header(old is FilterTest.Exists { Names: var there } ? there : [], match),
            TestKind.Sender => new FilterTest.Address(["From"], part, match),
            TestKind.Recipient => new FilterTest.Address(["To"], part, match),
            TestKind.AnyRecipient => new FilterTest.Address([.. Recipients], part, match),
            TestKind.AddressField => new FilterTest.Address(["Reply-To"], part, match),
            TestKind.EnvelopeFrom => new FilterTest.Envelope(EnvelopeField.From, part, match),
            TestKind.EnvelopeTo => new FilterTest.Envelope(EnvelopeField.To, part, match),
            TestKind.Body => new FilterTest.Body(match),
            TestKind.Size => new FilterTest.Size(IsOver: true, MegaByte),
            TestKind.Attachment => new FilterTest.Attachment(),
            TestKind.Exists => new FilterTest.Exists(old is FilterTest.Header { Names: var names } ? names : []),
            TestKind.Date => new FilterTest.Date(null, "date", Relation.Is, [], null),
            TestKind.SpamScore => new FilterTest.SpamScore(Relation.AtLeast, 5),
            TestKind.Duplicate => new FilterTest.Duplicate((TimeSpan?)null),
            TestKind.Group => new FilterTest.Group(GroupMode.Any, [old with { IsNegated = false }]),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        return MatchOf(test) is null ? test : test with { IsNegated = old.IsNegated };
    }

    /// <summary>The comparison of a condition on text; null for others.</summary>
    public static TextMatch? MatchOf(FilterTest test) => test switch
    {
        FilterTest.Header header => header.Match,
        FilterTest.Address address => address.Match,
        FilterTest.Envelope envelope => envelope.Match,
        FilterTest.Body body => body.Match,
        _ => null,
    };

    /// <summary>The same condition with another comparison.</summary>
    public static FilterTest With(FilterTest test, TextMatch match) => test switch
    {
        FilterTest.Header header => header with { Match = match },
        FilterTest.Address address => address with { Match = match },
        FilterTest.Envelope envelope => envelope with { Match = match },
        FilterTest.Body body => body with { Match = match },
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    };

    /// <summary>The header fields that a condition names, where a person may choose them; null for others.</summary>
    public static ImmutableArray<string>? NamesOf(FilterTest test) => (Of(test), test) switch
    {
        (TestKind.Header, FilterTest.Header header) => header.Names,
        (TestKind.AddressField, FilterTest.Address address) => address.Headers,
        (_, FilterTest.Exists exists) => exists.Names,
        _ => null,
    };

    /// <summary>The same condition on other header fields.</summary>
    public static FilterTest WithNames(FilterTest test, ImmutableArray<string> names) => test switch
    {
        FilterTest.Header header => header with { Names = names },
        FilterTest.Address address => address with { Headers = names },
        FilterTest.Exists exists => exists with { Names = names },
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    };

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
