using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Filters;
using Webmail.Web.UI.Filters.Sentences;
using FlagChange = Webmail.Engine.Sieve.Rules.FlagChange;

namespace Webmail.Web.Tests.UI.Filters;

/// <summary>A rule is one sentence that a person would say.</summary>
public sealed class RuleSentenceTests : ShellTest
{
    private static readonly FilterTest Subject = new FilterTest.Header(["subject"], Contains("Rechnung", "Invoice"));
    private static readonly FilterTest Sender = new FilterTest.Address(["From"], AddressPart.All, new TextMatch(MatchKind.Is, ["a@b.example"]));
    private static readonly FilterAction File = new FilterAction.FileInto("Kunden/Albrecht");

    [Fact]
    public void Conditions_and_actions_are_joined_as_one_says_it()
    {
        var rule = Rule(GroupMode.All, [Subject, new FilterTest.Attachment()], File, new FilterAction.ChangeFlags(FlagChange.Add, [@"\Seen"]), new FilterAction.Stop());

        Says(
            rule,
            "If the subject contains “Rechnung” or “Invoice” and the message has an attachment, move it to Kunden / Albrecht, mark it as read and apply no further rules.",
            "Wenn der Betreff „Rechnung“ oder „Invoice“ enthält und die Nachricht einen Anhang hat, dann verschiebe sie nach Kunden / Albrecht, markiere sie als gelesen und wende keine weiteren Regeln an.");
    }

    [Fact]
    public void A_rule_without_conditions_is_for_every_message() => Says(
        Rule(GroupMode.All, [], new FilterAction.Redirect("x@y.example", Copy: true), new FilterAction.Keep()),
        "For every message: send a copy on to x@y.example and keep it in the Inbox.",
        "Für jede Nachricht: leite eine Kopie an x@y.example weiter und behalte sie im Posteingang.");

    [Theory]
    [InlineData(0, "Whoever writes to me gets the answer that is set up under Out-of-office.", "Wer mir schreibt, bekommt die Antwort, die unter Abwesenheit eingestellt ist.")]
    [InlineData(1, "What comes in this conversation is archived as read.", "Was in dieser Unterhaltung kommt, wird gelesen archiviert.")]
    public void What_one_click_made_is_not_said_in_identifiers_and_moments(int index, string english, string german)
    {
        Assert.True(FilterScript.TryRead("", out var script, out _));
        var features = new SieveFeatures(["vacation", "date", "relational", "fileinto", "imap4flags"], [], null);
        var away = new Vacation(new VacationReply("x")) { Until = Morning };
        var rules = new ConversationMute("Plans", ["<1@b.example>"]).Put(Vacation.Put(script, away, features), "Archive", features).Entries.Cast<FilterEntry.Known>().Select(entry => entry.Rule).ToList();
        Says(rules[index], english, german);
    }

    [Fact]
    public void None_of_several_is_unless_and_two_denials_cancel_each_other()
    {
        var none = Rule(GroupMode.None, [Sender, Subject], new FilterAction.Discard());
        var twice = none with { Condition = none.Condition with { IsNegated = true } };
        Assert.StartsWith("If the sender is “a@b.example” or", RuleSentence.TextOf(twice, Words()), StringComparison.Ordinal);
        Says(
            none,
            "Unless the sender is “a@b.example” or the subject contains “Rechnung” or “Invoice”, throw it away for good.",
            "Wenn es nicht so ist, dass der Absender „a@b.example“ ist oder der Betreff „Rechnung“ oder „Invoice“ enthält, dann wirf sie endgültig weg.");
    }

    [Fact]
    public void A_group_stands_in_brackets() => Says(
        Rule(GroupMode.All, [new FilterTest.Size(true, 5 << 20), new FilterTest.Group(GroupMode.None, [Sender, new FilterTest.Exists(["X-A", "X-B"])])], File),
        "If the message is larger than 5 MB and not (the sender is “a@b.example” or there are the header fields “X-A” and “X-B”), move it to Kunden / Albrecht.",
        "Wenn die Nachricht größer als 5 MB ist und nicht (der Absender „a@b.example“ ist oder es die Kopffelder „X-A“ und „X-B“ gibt), dann verschiebe sie nach Kunden / Albrecht.");

    [Theory]
    [MemberData(nameof(Tests))]
    public void Every_condition_has_its_words(FilterTest test, string english, string german)
    {
        var rule = Rule(GroupMode.All, [test], new FilterAction.Keep());
        Says(rule, $"If {english}, keep it in the Inbox.", $"Wenn {german}, dann behalte sie im Posteingang.");
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void Every_action_has_its_words(FilterAction action, string english, string german) =>
        Says(Rule(GroupMode.All, [], action), $"For every message: {english}.", $"Für jede Nachricht: {german}.");

    [Fact]
    public void Long_and_many_texts_are_cut_and_line_breaks_do_not_break_the_sentence()
    {
        var keys = Enumerable.Range(1, 7).Select(i => i == 1 ? $"a\r\nb{new string('x', 57)}\U0001F600yy" : $"k{i}").ToImmutableArray();
        var text = RuleSentence.TextOf(Rule(GroupMode.All, [new FilterTest.Body(new TextMatch(MatchKind.Contains, keys))], new FilterAction.Keep()), Words());

        Assert.Equal($"If the text contains “a b{new string('x', 57)}…”, “k2”, “k3”, “k4” or 3 more, keep it in the Inbox.", text);
    }

    [Fact]
    public void Each_row_of_the_editor_has_its_part_and_what_is_empty_is_said_to_be()
    {
        var rule = Rule(GroupMode.Any, [new FilterTest.Header(["Subject"], Contains()), new FilterTest.Group(GroupMode.All, [Sender])], new FilterAction.FileInto(""), new FilterAction.Stop());
        var parts = RuleSentence.Of(rule, Words());

        Assert.Equal(["action-0", "action-1", "test-0", "test-1-0"], parts.Select(part => part.Target).OfType<string>().Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("If the subject contains … or (the sender is “a@b.example”), move it to … and apply no further rules.", string.Concat(parts.Select(part => part.Text)));
        Assert.Equal("For every message: do nothing yet.", RuleSentence.TextOf(new FilterRule(), Words()));
    }

    public static TheoryData<FilterTest, string, string> Tests => new()
    {
        { new FilterTest.Header(["List-Id"], new TextMatch(MatchKind.Is, ["dev"])), "the mailing list is “dev”", "die Mailingliste „dev“ ist" },
        { new FilterTest.Header(["X-A"], new TextMatch(MatchKind.Matches, ["a*"])), "the header field “X-A” matches the pattern “a*”", "das Kopffeld „X-A“ dem Muster „a*“ entspricht" },
        { new FilterTest.Header(["X-A", "X-B"], new TextMatch(MatchKind.Regex, ["a+"])) { IsNegated = true }, "one of the header fields “X-A” or “X-B” doesn’t match the regular expression “a+”", "eines der Kopffelder „X-A“ oder „X-B“ nicht dem regulären Ausdruck „a+“ entspricht" },
        { new FilterTest.Address(["To"], AddressPart.Detail, new TextMatch(MatchKind.Is, ["shop"])), "a recipient in To (after the plus sign) is “shop”", "ein Empfänger in „An“ (hinter dem Pluszeichen) „shop“ ist" },
        { new FilterTest.Address(["To", "Cc"], AddressPart.All, new TextMatch(MatchKind.StartsWith, ["info@"])) { IsNegated = true }, "a recipient doesn’t begin with “info@”", "ein Empfänger nicht mit „info@“ beginnt" },
        { new FilterTest.Address(["Reply-To"], AddressPart.Domain, new TextMatch(MatchKind.EndsWith, [".example"])), "an address in “Reply-To” (domain) ends with “.example”", "eine Adresse in „Reply-To“ (Domain) mit „.example“ endet" },
        { new FilterTest.Envelope(EnvelopeField.To, AddressPart.All, Contains("x")), "the address that it was delivered to contains “x”", "die Adresse, an die zugestellt wurde, „x“ enthält" },
        { new FilterTest.Attachment { IsNegated = true }, "the message has no attachment", "die Nachricht keinen Anhang hat" },
        { new FilterTest.Size(false, 2048) { IsNegated = true }, "the message isn’t smaller than 2 KB", "die Nachricht nicht kleiner als 2 KB ist" },
        { new FilterTest.Exists(["X-Spam"]) { IsNegated = true }, "there is no header field “X-Spam”", "es kein Kopffeld „X-Spam“ gibt" },
        { new FilterTest.Date(null, "date", Relation.Below, ["2026-12-24"], null), "the day of arrival is before 24 December 2026", "der Tag des Eintreffens vor dem 24. Dezember 2026 liegt" },
        { new FilterTest.Date("Date", "time", Relation.AtLeast, ["18:00:00"], null) { IsNegated = true }, "it isn’t so that the time of sending is 18:00 at the earliest", "nicht gilt, dass die Uhrzeit des Absendens frühestens 18:00 ist" },
        { new FilterTest.Date(null, "weekday", Relation.Is, ["0", "6"], null) { IsNegated = true }, "the weekday of arrival isn’t Sunday or Saturday", "der Wochentag des Eintreffens nicht Sonntag oder Samstag ist" },
        { new FilterTest.Date("X-When", "hour", Relation.Above, ["17"], null), "the hour in the header field “X-When” is above 17", "die Stunde im Kopffeld „X-When“ über 17 liegt" },
        { new FilterTest.SpamScore(Relation.AtLeast, 5), "the spam score is 5 at least", "die Spam-Bewertung mindestens 5 ist" },
        { new FilterTest.Duplicate(TimeSpan.FromDays(1)), "the same message arrived within one day before", "dieselbe Nachricht binnen einem Tag schon einmal eintraf" },
    };

    public static TheoryData<FilterAction, string, string> Actions => new()
    {
        { new FilterAction.FileInto("Trash"), "move it to the Bin", "lege sie in den Papierkorb" },
        { new FilterAction.FileInto("Elsewhere", SpecialUse: @"\Junk"), "move it to Spam", "verschiebe sie nach Spam" },
        { new FilterAction.FileInto("Neu", Create: true), "move it to Neu, which is made if it is missing", "verschiebe sie nach Neu und lege den Ordner an, falls er fehlt" },
        { new FilterAction.FileInto("Kunden", Copy: true), "put a copy into Kunden", "lege eine Kopie in Kunden" },
        { new FilterAction.ChangeFlags(FlagChange.Add, [@"\Flagged", "work"]), "flag it and label it “work”", "markiere sie und gib ihr das Schlagwort „work“" },
        { new FilterAction.ChangeFlags(FlagChange.Remove, [@"\Seen", @"\Flagged"]), "mark it as unread and take the flag from it", "markiere sie als ungelesen und nimm die Markierung von ihr" },
        { new FilterAction.ChangeFlags(FlagChange.Set, ["a", "b"]), "give it the labels “a” and “b” and no others", "gib ihr die Schlagwörter „a“ und „b“ und keine anderen" },
        { new FilterAction.ChangeFlags(FlagChange.Add, [@"\Answered"]), "mark it as answered", "markiere sie als beantwortet" },
        { new FilterAction.Redirect("x@y.example", Copy: false), "send it on to x@y.example", "leite sie an x@y.example weiter" },
        { new FilterAction.Reject("No.", AtProtocol: true), "send it back with the words “No.”", "weise sie mit den Worten „No.“ ab" },
        { new FilterAction.Notify("mailto:a%2Bb@c.example", null), "send a notice to a+b@c.example", "schicke einen Hinweis an a+b@c.example" },
        { new FilterAction.Reply(new VacationReply("I’m away.")), "answer with “I’m away.”", "antworte mit „I’m away.“" },
    };

    private static TextMatch Contains(params string[] keys) => new(MatchKind.Contains, [.. keys]);

    private static FilterRule Rule(GroupMode mode, ImmutableArray<FilterTest> tests, params ImmutableArray<FilterAction> actions) =>
        new() { Condition = new FilterTest.Group(mode, tests), Actions = actions };

    private void Says(FilterRule rule, string english, string german)
    {
        Assert.Equal(english, RuleSentence.TextOf(rule, Words()));
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo("de-DE");
        Assert.Equal(german, RuleSentence.TextOf(rule, Words()));
    }

    private SentenceWords Words() => new(
        Services.GetRequiredService<IStringLocalizer<Webmail.Web.Resources.Filters>>(), Services.GetRequiredService<IStringLocalizer<Webmail.Web.Resources.Mail>>(), Mailboxes());

    private static MailboxTree Mailboxes() => MailboxTree.Build(
    [
        Box("INBOX", SpecialUse.Inbox), Box("Junk", SpecialUse.Junk), Box("Trash", SpecialUse.Trash), Box("Kunden"),
        Box("Kunden/Albrecht") with { Path = ["Kunden", "Albrecht"] },
    ]);
}
