using System.Collections.Immutable;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.EndToEnd.Tests.Sieve;

/// <summary>Rules and messages made by chance, the same ones each time, from few words, so that every other rule matches.</summary>
internal sealed class RulePairs(int seed)
{
    private static readonly string[] Words = ["Rechnung", "re", "RE:", "[list]", "100*", "a?b", "back\\slash", "plan", "x"];
    private static readonly string[] Addresses = ["anna@b.example", "anna+news@b.example", "bob@c.example", "me+work@b.example", "list@lists.example"];
    private static readonly string[] Names = ["Subject", "From", "To", "Cc", "List-Id", "X-Spam-Flag", "X-Prio"];
    private readonly Random random = new(seed);

    /// <summary>A script of one to three rules.</summary>
    public FilterScript Script(SieveFeatures features)
    {
        var script = FilterScript.Empty;
        for (var i = random.Next(1, 4); i > 0; i--)
            script = script.Insert(script.Entries.Length, Rule(), features);
        return script;
    }

    /// <summary>A message, with some of the fields and words that rules ask for.</summary>
    public string Message()
    {
        var lines = new List<string> { $"From: {Person()}", $"To: {string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Person()))}" };
        if (random.Next(2) == 0)
            lines.Add($"Cc: {Person()},\r\n {Person()}");
        if (random.Next(5) > 0)
            lines.Add($"Subject: {Text()}{(random.Next(4) == 0 ? $"\r\n {Text()}" : "")}");
        if (random.Next(3) == 0)
            lines.Add($"List-Id: News <{Word()}.lists.example>");
        if (random.Next(3) == 0)
            lines.Add($"X-Spam-Flag: {Pick("YES", "no", "")}");
        if (random.Next(2) == 0)
            lines.Add($"X-Prio: {random.Next(12)}");
        lines.Add($"Date: Thu, {random.Next(10, 29)} Nov 2026 {random.Next(10, 24)}:30:00 {Pick("+0000", "+0100", "-0500")}");
        lines.Add($"Message-ID: <{random.Next()}@b.example>");
        return string.Join("\r\n", lines) + $"\r\n\r\n{Text()}\r\n{new string('y', random.Next(3) * 700)}\r\n";
    }

    /// <summary>A rule.</summary>
    public FilterRule Rule() => new()
    {
        Name = $"{Word()} \"{random.Next()}\"",
        IsEnabled = random.Next(8) > 0,
        Condition = new FilterTest.Group(Of<GroupMode>(), [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Test(nested: true))]),
        Actions = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Action()).DistinctBy(action => action.GetType()), .. random.Next(3) == 0 ? (FilterAction[])[new FilterAction.Stop()] : []],
    };

    private FilterTest Test(bool nested)
    {
        FilterTest test = random.Next(nested ? 9 : 8) switch
        {
            0 or 1 => new FilterTest.Header([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Pick(Names))], Match(Word)),
            2 or 3 => new FilterTest.Address([Pick("From", "To", "Cc")], Of<AddressPart>(), Match(AddressKey)),
            4 => new FilterTest.Envelope(Of<EnvelopeField>(), Of<AddressPart>(), Match(AddressKey)),
            5 => random.Next(2) == 0 ? new FilterTest.Size(random.Next(2) == 0, random.Next(200, 1500)) : new FilterTest.Exists([Pick(Names)]),
            6 => new FilterTest.Body(Match(Word) with { Kind = Pick(MatchKind.Contains, MatchKind.Contains, MatchKind.StartsWith) }),
            7 => new FilterTest.Date("Date", Pick("hour", "date", "weekday", "time", "day"), Of<Relation>(), [Pick("12", "2026-11-20", "3", "18:30:00", "20")], Pick("+0000", "+0200", "-0330")),
            _ => new FilterTest.Group(Of<GroupMode>(), [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Test(nested: false))]),
        };
        return test is not FilterTest.Group && random.Next(4) == 0 ? test with { IsNegated = true } : test;
    }

    private FilterAction Action() => random.Next(9) switch
    {
        0 or 1 => new FilterAction.FileInto(Pick("Work", "Lists/News", "INBOX"), Copy: random.Next(3) == 0),
        2 => new FilterAction.ChangeFlags(FlagChange.Add, [Pick(@"\Seen", @"\Flagged", "$label1")]),
        3 => new FilterAction.ChangeFlags(FlagChange.Set, [Pick(@"\Seen", "$label2"), "$label3"]),
        4 => new FilterAction.ChangeFlags(FlagChange.Remove, [Pick(@"\Seen", "$label1")]),
        5 => new FilterAction.Keep(),
        6 => new FilterAction.Discard(),
        7 => new FilterAction.Redirect(Pick("x@outside.test", "y@outside.test"), random.Next(2) == 0),
        _ => new FilterAction.FileInto("Archive"),
    };

    private TextMatch Match(Func<string> key)
    {
        var kind = Of<MatchKind>();
        ImmutableArray<string> keys = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => kind switch
        {
            MatchKind.Matches => Pick("*", "?*", $"*{Word()}*", "*[*]*", "*\\**", "a\\?b"),
            MatchKind.Regex => Pick("^re", "list\\]$", "[[:digit:]]+", "(anna|bob)", "a.b", "^[^@]*$", "x{1,2}", "news+$"),
            _ => key(),
        })];
        return new TextMatch(kind, keys);
    }

    private string AddressKey() => Pick(Pick(Addresses), Pick("anna", "me", "news", "work"), Pick("b.example", "example", "lists.example"));

    private string Person() => Pick(Pick(Addresses), $"\"Surname, {Pick("Anna", "Bob")}\" <{Pick(Addresses)}>", $"Bob <{Pick(Addresses)}>");

    private string Text() => string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Word()));

    private string Word() => Pick(Words);

    private T Pick<T>(params T[] of) => of[random.Next(of.Length)];

    private T Of<T>()
        where T : struct, Enum => Pick(Enum.GetValues<T>());
}
