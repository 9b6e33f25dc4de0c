using Webmail.Engine.Sieve.Rules;

namespace Webmail.EndToEnd.Tests.Sieve;

/// <summary>Each test with a message it is for and one it is not for; each action with where the message is then.</summary>
internal static class FilterTable
{
    public static IEnumerable<(string Name, FilterTest Test, Letter Yes, Letter? No)> Tests()
    {
        var nobody = new Letter("other", "Bob <bob@else.example>", "you@else.example");
        foreach (var (kind, key) in ((MatchKind, string)[])
            [
                (MatchKind.Is, "RE: Plan \"B\" \\ *? ü"), (MatchKind.Contains, "plan \"b\" \\ *? ü"), (MatchKind.StartsWith, "re: plan \"b\" \\ *"), (MatchKind.EndsWith, "\\ *? ü"),
                (MatchKind.Matches, "re: pl?n*\\*\\? *"), (MatchKind.Regex, "^re: (plan|map) \"b\""),
            ])
        {
            var match = new TextMatch(kind, ["no such", key]);
            var yes = new Letter("RE: Plan \"B\" \\ *? ü");
            yield return ($"subject {kind}", new FilterTest.Header(["Subject"], match), yes, nobody);
            yield return ($"any of two headers {kind}", new FilterTest.Header(["X-None", "Subject"], match), yes, nobody);
        }

        foreach (var (kind, key) in ((MatchKind, string)[])
            [(MatchKind.Is, "anna@b.example"), (MatchKind.Contains, "@b."), (MatchKind.StartsWith, "anna@"), (MatchKind.EndsWith, ".example"), (MatchKind.Matches, "a??a@*"), (MatchKind.Regex, "^an+a@")])
        {
            var match = new TextMatch(kind, [key]);
            var no = kind == MatchKind.EndsWith ? nobody with { From = "x@y.test", To = "x@y.test" } : nobody;
            yield return ($"sender {kind}", new FilterTest.Address(["From"], AddressPart.All, match), new Letter("s"), no);
            yield return ($"any recipient {kind}", new FilterTest.Address(["To", "Cc"], AddressPart.All, match), new Letter("s", To: "Anna <anna@b.example>"), no);
        }

        foreach (var (part, key) in ((AddressPart, string)[])[(AddressPart.LocalPart, "anna+news"), (AddressPart.Domain, "b.example"), (AddressPart.User, "anna"), (AddressPart.Detail, "news")])
            yield return ($"sender's {part}", new FilterTest.Address(["From"], part, new(MatchKind.Is, [key])), new Letter("s", "anna+news@b.example"), nobody);

        foreach (var (kind, key) in ((MatchKind, string)[])
            [(MatchKind.Is, "anna+news@b.example"), (MatchKind.Contains, "+news@"), (MatchKind.StartsWith, "anna+"), (MatchKind.EndsWith, "@b.example"), (MatchKind.Matches, "a*+n?ws@*"), (MatchKind.Regex, "^an+a\\+")])
            yield return ($"envelope from {kind}", new FilterTest.Envelope(EnvelopeField.From, AddressPart.All, new(kind, [key])), new Letter("s") { Sender = "anna+news@b.example" }, new Letter("s"));
        foreach (var (part, key) in ((AddressPart, string)[])[(AddressPart.LocalPart, "anna+news"), (AddressPart.User, "anna"), (AddressPart.Detail, "news")])
            yield return ($"envelope from, {part}", new FilterTest.Envelope(EnvelopeField.From, part, new(MatchKind.Is, [key])), new Letter("s") { Sender = "anna+news@b.example" }, new Letter("s"));
        // A text ends with the end of a line, which a rule can't say: it is neither the same as a word nor ends with one.
        foreach (var (kind, key) in ((MatchKind, string)[])
            [(MatchKind.Contains, "rechnung"), (MatchKind.StartsWith, "ihre r"), (MatchKind.Matches, "*re?hnung*"), (MatchKind.Regex, "re(ch|k)nung")])
            yield return ($"text {kind}", new FilterTest.Body(new(kind, [key])), new Letter("s", Text: "Ihre Rechnung\r\nAnna"), nobody);

        foreach (var (relation, yes, no) in ((Relation, int, int)[])[(Relation.Is, 5, 6), (Relation.Below, 4, 5), (Relation.AtMost, 5, 6), (Relation.Above, 6, 5)])
            yield return ($"spam score {relation}", new FilterTest.SpamScore(relation, 5), new Letter("s", Header: $"X-Spam-Score: {yes}"), new Letter("s", Header: $"X-Spam-Score: {no}"));
        foreach (var (part, value) in ((string, string)[])
            [("year", "2026"), ("month", "11"), ("day", "26"), ("julian", "61370"), ("hour", "12"), ("minute", "00"), ("second", "00"), ("time", "12:00:00"), ("weekday", "4"), ("zone", "+0000")])
            yield return ($"date's {part}", new FilterTest.Date("Date", part, Relation.Is, [value], "+0000"), new Letter("s"), part == "zone" ? null : new Letter("s") { Date = new DateTimeOffset(2025, 10, 5, 3, 4, 5, TimeSpan.Zero) });
        yield return ("envelope from", new FilterTest.Envelope(EnvelopeField.From, AddressPart.Domain, new(MatchKind.Is, ["outside.test"])), new Letter("s"), new Letter("s") { Sender = "a@else.test" });
        yield return ("envelope to, detail", new FilterTest.Envelope(EnvelopeField.To, AddressPart.Detail, new(MatchKind.Is, ["work"])), new Letter("s", Detail: "work"), new Letter("s"));
        yield return ("list-id", new FilterTest.Header(["List-Id"], new(MatchKind.Contains, ["news.lists.example"])), new Letter("s", Header: "List-Id: News <news.lists.example>"), nobody);
        yield return ("text", new FilterTest.Body(new(MatchKind.Contains, ["rechnung"])), new Letter("s", Text: "Ihre Rechnung\nAnna"), nobody);
        yield return ("size over", new FilterTest.Size(true, 5 << 10), new Letter("s", Text: new string('x', 900) + "\n" + string.Join('\n', Enumerable.Repeat("line of text", 700))), nobody);
        yield return ("size under", new FilterTest.Size(false, 5 << 10), nobody, new Letter("s", Text: string.Join('\n', Enumerable.Repeat("line of text", 700))));
        yield return ("attachment", new FilterTest.Attachment(), new Letter("s", HasFile: true), nobody);
        yield return ("exists", new FilterTest.Exists(["X-A", "X-B"]), new Letter("s", Header: "X-A: 1") { Second = "X-B: 2" }, new Letter("s", Header: "X-A: 1"));
        yield return ("spam score", new FilterTest.SpamScore(Relation.AtLeast, 5), new Letter("s", Header: "X-Spam-Score: 9"), new Letter("s", Header: "X-Spam-Score: 1"));
        yield return ("current date", new FilterTest.Date(null, "year", Relation.AtLeast, ["2020"], "+0000"), nobody, null);
        foreach (var (relation, day) in ((Relation, int)[])[(Relation.Is, 20), (Relation.Below, 19), (Relation.AtMost, 20), (Relation.Above, 21), (Relation.AtLeast, 20)])
        {
            var other = relation is Relation.Above or Relation.AtLeast ? 10 : 28;
            yield return ($"date {relation}", new FilterTest.Date("Date", "date", relation, ["2026-11-20"], "+0000"), On(day), On(other));
        }

        static Letter On(int day) => new("s") { Date = new DateTimeOffset(2026, 11, day, 12, 0, 0, TimeSpan.Zero) };
    }

    public static IEnumerable<(string Name, FilterAction[] Actions, string[] Places)> Actions()
    {
        yield return ("move", [new FilterAction.FileInto("Archive")], ["Archive"]);
        yield return ("move to a new mailbox", [new FilterAction.FileInto("Neu/\"Ä\" & Co", Create: true)], ["Neu/\"Ä\" & Co"]);
        yield return ("move by use", [new FilterAction.FileInto("No such name", SpecialUse: @"\Junk")], ["Junk"]);
        yield return ("copy", [new FilterAction.FileInto("Archive", Copy: true)], ["Archive", "INBOX later"]);
        yield return ("tag", [new FilterAction.ChangeFlags(FlagChange.Add, ["$label1"])], ["INBOX $label1 later"]);
        yield return ("mark as read and move", [new FilterAction.FileInto("Archive"), new FilterAction.ChangeFlags(FlagChange.Add, [@"\Seen", @"\Flagged"])], [@"Archive \Seen \Flagged"]);
        yield return ("set and remove", [new FilterAction.ChangeFlags(FlagChange.Set, ["a", "b"]), new FilterAction.ChangeFlags(FlagChange.Remove, ["a"]), new FilterAction.Stop()], ["INBOX b"]);
        yield return ("keep", [new FilterAction.Keep()], ["INBOX"]);
        yield return ("keep and copy", [new FilterAction.Keep(), new FilterAction.FileInto("Archive")], ["INBOX", "Archive"]);
        yield return ("discard", [new FilterAction.Discard()], []);
        yield return ("copy to the inbox", [new FilterAction.FileInto("INBOX", Copy: true), new FilterAction.Stop()], ["INBOX"]);
        yield return ("copy to the inbox and keep", [new FilterAction.FileInto("INBOX", Copy: true), new FilterAction.Keep(), new FilterAction.Stop()], ["INBOX"]);
        yield return ("delete", [new FilterAction.FileInto("Trash", SpecialUse: @"\Trash"), new FilterAction.Stop()], ["Trash"]);
        yield return ("stop", [new FilterAction.Stop()], ["INBOX"]);
        yield return ("nothing", [new FilterAction.ChangeFlags(FlagChange.Remove, ["x"])], ["INBOX later"]);
    }
}
