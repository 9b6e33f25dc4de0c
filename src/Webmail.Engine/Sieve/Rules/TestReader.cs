using System.Collections.Immutable;
using System.Globalization;
using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>Reads the tests that stand alone.</summary>
internal static class TestReader
{
    private const string MatchTags = "is contains matches regex";
    private const string PartTags = "all localpart domain user detail";

    /// <summary>The test; null if it says more than a rule can.</summary>
    public static FilterTest? Read(SieveTest test) => test.Name switch
    {
        "header" => Header(test),
        "address" => ArgumentReading.Of(test.Arguments, $"{MatchTags} {PartTags}", "comparator") is { Positional.Count: 2 } address && address.Strings(0) is { } names
            && Part(address) is { } part && Match(address, 1) is { } match ? new FilterTest.Address(names.Values, part, match) : null,
        "envelope" => Envelope(test),
        "body" => ArgumentReading.Of(test.Arguments, $"{MatchTags} text", "comparator") is { Positional.Count: 1 } body && Match(body, 0) is { } match
            ? new FilterTest.Body(match) : null,
        "size" => ArgumentReading.Of(test.Arguments, "over under", "") is { Positional: [SieveArgument.Number number] } size && size.Has("over") != size.Has("under")
            ? new FilterTest.Size(size.Has("over"), number.Value) : null,
        "exists" => ArgumentReading.Of(test.Arguments, "", "") is { Positional.Count: 1 } exists && exists.Strings(0) is { Values.IsEmpty: false } names
            ? new FilterTest.Exists(names.Values) : null,
        "date" or "currentdate" => Date(test),
        "spamtest" => SpamScore(test),
        "duplicate" => ArgumentReading.Of(test.Arguments, "", "seconds") is { Positional.Count: 0 } duplicate
            ? new FilterTest.Duplicate(duplicate.Number("seconds") is { } seconds and < int.MaxValue ? TimeSpan.FromSeconds(seconds) : null) : null,
        _ => null,
    };

    private static FilterTest? Header(SieveTest test)
    {
        if (ArgumentReading.Of(test.Arguments, $"{MatchTags} mime anychild", "comparator") is not { Positional.Count: 2 } header
            || header.Strings(0) is not { Values.IsEmpty: false } names || Match(header, 1) is not { } match || header.Has("mime") != header.Has("anychild"))
            return null;
        var isAttachment = (names.Values, match) is ([var name], { Kind: MatchKind.Contains, Keys: [var key] })
            && (header.Has("mime") ? Same(name, "Content-Disposition") && Same(key, "attachment") : Same(name, "Content-Type") && Same(key, "multipart/mixed"));
        return isAttachment ? new FilterTest.Attachment() : header.Has("mime") ? null : new FilterTest.Header(names.Values, match);
    }

    private static FilterTest.Envelope? Envelope(SieveTest test)
    {
        if (ArgumentReading.Of(test.Arguments, $"{MatchTags} {PartTags}", "comparator") is not { Positional.Count: 2 } envelope
            || envelope.Strings(0) is not { Values: [var field] } || Part(envelope) is not { } part || Match(envelope, 1) is not { } match)
            return null;
        return Same(field, "from") ? new FilterTest.Envelope(EnvelopeField.From, part, match)
            : Same(field, "to") ? new FilterTest.Envelope(EnvelopeField.To, part, match) : null;
    }

    private static FilterTest.Date? Date(SieveTest test)
    {
        var isCurrent = test.Name == "currentdate";
        if (ArgumentReading.Of(test.Arguments, "is", "zone value comparator") is not { } date || !IsUsualComparator(date) || date.Positional.Count != (isCurrent ? 2 : 3))
            return null;
        var header = isCurrent ? null : date.Strings(0) is { Values: [var name] } ? name : null;
        if ((header is null && !isCurrent) || date.Strings(isCurrent ? 0 : 1) is not { Values: [var part] } || !RuleWords.DateParts.Contains(part.ToLowerInvariant())
            || date.Strings(isCurrent ? 1 : 2) is not { Values.IsEmpty: false } values || Relation(date) is not { } relation || (date.Has("zone") && date.Text("zone") is null))
            return null;
        return new FilterTest.Date(header, part.ToLowerInvariant(), relation, values.Values, date.Text("zone"));
    }

    private static FilterTest.SpamScore? SpamScore(SieveTest test) =>
        ArgumentReading.Of(test.Arguments, "", "value comparator") is { Positional.Count: 1 } score && score.Text("comparator") == "i;ascii-numeric"
        && Relation(score) is { } relation && score.Strings(0) is { Values: [var value] } && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new FilterTest.SpamScore(relation, number) : null;

    private static Relation? Relation(ArgumentReading arguments)
    {
        if (!arguments.Has("value"))
            return Rules.Relation.Is;
        var word = arguments.Text("value");
        return arguments.Has("is") ? null : RuleWords.Relations.Where(known => known.Word == word).Select(known => (Relation?)known.Relation).FirstOrDefault();
    }

    private static AddressPart? Part(ArgumentReading arguments)
    {
        var parts = RuleWords.AddressParts.Where(known => arguments.Has(known.Tag)).ToList();
        return parts.Count switch { 0 => AddressPart.All, 1 => parts[0].Part, _ => null };
    }

    private static TextMatch? Match(ArgumentReading arguments, int index)
    {
        var kinds = MatchTags.Split(' ').Where(arguments.Has).ToList();
        if (kinds.Count > 1 || !IsUsualComparator(arguments) || arguments.Strings(index) is not { Values: { IsEmpty: false } keys })
            return null;
        return kinds.FirstOrDefault() switch
        {
            "contains" => new TextMatch(MatchKind.Contains, keys),
            "regex" => new TextMatch(MatchKind.Regex, keys),
            "matches" when Ends(keys, Wildcards.Beginning) is { } begins => new TextMatch(MatchKind.StartsWith, begins),
            "matches" when Ends(keys, Wildcards.Ending) is { } ends => new TextMatch(MatchKind.EndsWith, ends),
            "matches" => new TextMatch(MatchKind.Matches, keys),
            _ => new TextMatch(MatchKind.Is, keys),
        };
    }

    private static ImmutableArray<string>? Ends(ImmutableArray<string> keys, Func<string, string?> text)
    {
        var texts = keys.Select(text).ToList();
        return texts.Contains(null) || texts.Contains("") ? null : [.. texts.OfType<string>()];
    }

    private static bool IsUsualComparator(ArgumentReading arguments) => !arguments.Has("comparator") || arguments.Text("comparator") == "i;ascii-casemap";

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
