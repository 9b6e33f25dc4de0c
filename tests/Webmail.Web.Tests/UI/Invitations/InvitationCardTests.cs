using System.Collections.Immutable;
using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Webmail.Engine.Invitations;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Reading;
using Webmail.Engine.Submission;
using Webmail.Web.UI.Mail.Reader;
using Webmail.Web.UI.Mail.Reader.Invitations;

namespace Webmail.Web.Tests.UI.Invitations;

/// <summary>What a person reads of a calendar in a message, in both languages.</summary>
public sealed class InvitationCardTests : ShellTest
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly Identity Martina = new("Martina", "martina@example.test");

    public InvitationCardTests() => Services.AddSingleton<AntiforgeryStateProvider>(new NoToken());

    [Theory]
    [InlineData("en-GB", "DTSTART:20261130T090000Z|DTEND:20261130T100000Z", "Monday, 30 November 2026, 10:00–11:00")]
    [InlineData("de-DE", "DTSTART:20261130T090000Z|DTEND:20261130T100000Z", "Montag, 30. November 2026, 10:00–11:00")]
    [InlineData("de-DE", "DTSTART;VALUE=DATE:20261224|DTEND;VALUE=DATE:20261225", "Donnerstag, 24. Dezember 2026, ganztägig")]
    [InlineData("de-DE", "DTSTART;VALUE=DATE:20261224|DTEND;VALUE=DATE:20261227", "Donnerstag, 24. Dezember 2026 – Samstag, 26. Dezember 2026, ganztägig")]
    [InlineData("en-GB", "DTSTART:20261231T210000Z|DTEND:20270101T010000Z", "Thursday, 31 December 2026, 22:00 – Friday, 1 January 2027, 02:00")]
    [InlineData("en-GB", "DTSTART:20261224T180000|DTEND:20261224T200000", "Thursday, 24 December 2026, 18:00–20:00")]
    [InlineData("de-DE", "DTSTART;TZID=America/New_York:20261130T090000|DTEND;TZID=America/New_York:20261130T100000", "Montag, 30. November 2026, 15:00–16:00")]
    public void The_time_stands_on_the_person_s_clock(string culture, string lines, string words)
    {
        var card = Card(Calendar("REQUEST", lines), culture);

        Assert.Equal(words, Text(card, "[data-testid=invitation-when]"));
    }

    [Fact]
    public void Where_clocks_go_otherwise_their_time_is_told_besides()
    {
        Assert.Contains("In New York: 09:00–10:00", Card(Calendar("REQUEST", "DTSTART;TZID=America/New_York:20261130T090000|DTEND;TZID=America/New_York:20261130T100000"), "de-DE").TextContent);
        Assert.Contains("Ortszeit", Card(Calendar("REQUEST", "DTSTART:20261224T180000|DTEND:20261224T200000"), "de-DE").TextContent);
        Assert.Contains("„Mondzeit“ ist unbekannt", Card(Calendar("REQUEST", "DTSTART;TZID=Mondzeit:20261224T180000|DTEND;TZID=Mondzeit:20261224T200000"), "de-DE").TextContent);
    }

    [Theory]
    [InlineData("FREQ=DAILY", "Every day", "Jeden Tag")]
    [InlineData("FREQ=DAILY;INTERVAL=3;COUNT=5", "Every 3 days, 5 times", "Alle 3 Tage, 5-mal")]
    [InlineData("FREQ=WEEKLY", "Every week on Monday", "Jede Woche am Montag")]
    [InlineData("FREQ=WEEKLY;BYDAY=WE,MO;INTERVAL=2", "Every 2 weeks on Monday and Wednesday", "Alle 2 Wochen am Montag und Mittwoch")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every workday from Monday to Friday", "Jeden Werktag von Montag bis Freitag")]
    [InlineData("FREQ=MONTHLY;BYDAY=2TU", "Every month on the second Tuesday", "Jeden Monat am zweiten Dienstag")]
    [InlineData("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "Every month on the last Friday", "Jeden Monat am letzten Freitag")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=15", "Every month on day 15", "Jeden Monat am 15.")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-1", "Every month on the last day", "Jeden Monat am letzten Tag")]
    [InlineData("FREQ=YEARLY", "Every year on 30 November", "Jedes Jahr am 30. November")]
    [InlineData("FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", "Every year on the second Sunday of May", "Jedes Jahr am zweiten Sonntag im Mai")]
    [InlineData("FREQ=WEEKLY;UNTIL=20270101T000000Z", "Every week on Monday, until 01/01/2027", "Jede Woche am Montag, bis 01.01.2027")]
    [InlineData("FREQ=YEARLY;BYWEEKNO=20", "Comes again by a rule of its own", "Wiederholt sich nach einer eigenen Regel")]
    [InlineData("FREQ=SECONDLY", "Comes again by a rule of its own", "Wiederholt sich nach einer eigenen Regel")]
    public void A_recurrence_is_said_in_words(string rule, string english, string german)
    {
        Assert.Equal(english, Text(Card(Calendar("REQUEST", $"RRULE:{rule}"), "en-GB"), "[data-testid=invitation-recurrence]"));
        Assert.Equal(german, Text(Card(Calendar("REQUEST", $"RRULE:{rule}"), "de-DE"), "[data-testid=invitation-recurrence]"));
    }

    [Fact]
    public void The_address_of_who_invites_is_said_unless_it_stands_above_as_the_author()
    {
        Assert.DoesNotContain("anna@example.org", Text(Card(Calendar("REQUEST", "SEQUENCE:0"), "en-GB", from: "Anna@example.org"), ".inv-line:has(bdi)"));
        Assert.Contains("anna@example.org", Text(Card(Calendar("REQUEST", "SEQUENCE:0"), "en-GB", from: "eve@example.org"), ".inv-line:has(bdi)"));
    }

    [Fact]
    public void Dates_that_are_left_out_are_said() =>
        Assert.Equal("Jede Woche am Montag. Nicht am 07.12.2026 und 14.12.2026.", Text(Card(Calendar("REQUEST", "RRULE:FREQ=WEEKLY|EXDATE:20261207T090000Z,20261214T090000Z"), "de-DE"), "[data-testid=invitation-recurrence]"));

    [Theory]
    [InlineData("REPLY", "ATTENDEE;CN=Anna;PARTSTAT=ACCEPTED:mailto:anna@example.org", "Anna hat zugesagt")]
    [InlineData("REPLY", "ATTENDEE;CN=Anna;PARTSTAT=DECLINED:mailto:anna@example.org", "Anna hat abgesagt")]
    [InlineData("COUNTER", "ATTENDEE;CN=Anna:mailto:anna@example.org", "Anna schlägt eine Änderung vor")]
    [InlineData("CANCEL", "SEQUENCE:1", "Abgesagt")]
    [InlineData("PUBLISH", "SEQUENCE:1", "Termin")]
    [InlineData("REQUEST", "RECURRENCE-ID:20261130T090000Z", "Einladung zu einem Termin einer Serie")]
    public void What_the_calendar_wants_is_said_first(string method, string line, string head)
    {
        var card = Card(Calendar(method, line), "de-DE");

        Assert.Equal(head, Text(card, "[data-testid=invitation-head]"));
        Assert.Equal(method == "REQUEST", card.QuerySelector("form") is not null);
    }

    [Fact]
    public void Many_guests_are_folded_and_counted()
    {
        var guests = string.Join('|', Enumerable.Range(0, 20).Select(i => $"ATTENDEE;PARTSTAT={(i < 3 ? "ACCEPTED" : i < 4 ? "DECLINED" : "NEEDS-ACTION")}:mailto:g{i}@example.org"));
        var card = Card(Calendar("REQUEST", guests), "de-DE");

        Assert.Equal("20 Personen eingeladen: 3 zugesagt, 1 abgesagt", Text(card, "[data-testid=invitation-people]"));
        Assert.False(card.QuerySelector("details")!.HasAttribute("open"));
    }

    [Fact]
    public void A_forwarded_invitation_is_answered_by_an_address_that_one_chooses()
    {
        var card = Card(Calendar("REQUEST", "ATTENDEE:mailto:other@example.org"), "de-DE", [Martina, new("", "info@example.test")]);

        Assert.Contains("Keine Ihrer Adressen", card.TextContent);
        Assert.Equal(["", "martina@example.test", "info@example.test"], card.QuerySelectorAll("select[name=address] option").Select(option => option.GetAttribute("value")));
    }

    [Fact]
    public void Another_sender_than_the_organiser_is_named() =>
        Assert.Contains("Die Einladung ist im Namen von anna@example.org, die Nachricht kommt aber von eve@example.org.", Card(Calendar("REQUEST", "SEQUENCE:0"), "de-DE", from: "eve@example.org").TextContent);

    [Fact]
    public void Nothing_of_a_calendar_becomes_markup()
    {
        const string hostile = "\"><script>x</script><img src=x onerror=x>' &amp;";
        var card = Card(Calendar("REQUEST", $"SUMMARY:{hostile}|LOCATION:{hostile}|DESCRIPTION:{hostile}|COMMENT:{hostile}|ATTENDEE;CN=<b>x</b>:mailto:a@example.org|DTSTART;TZID=<i>x</i>:20261130T090000"), "en-GB");

        Assert.Empty(card.QuerySelectorAll("script,img,b:not(.inv-day b),i"));
        Assert.Equal(hostile, Text(card, "h3"));
    }

    [Fact]
    public void A_file_that_cannot_be_read_says_what_to_do()
    {
        var card = Card("BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nSUMMARY:x\r\nEND:VTODO\r\nEND:VCALENDAR\r\n", "de-DE");

        Assert.Contains("In der Datei ist kein Termin lesbar. Sie können sie unten speichern", card.TextContent);
        Assert.Null(card.QuerySelector("form"));
    }

    [Fact]
    public void An_answer_is_said_and_can_be_changed()
    {
        var standing = Standing(Calendar("REQUEST", "SEQUENCE:0"), [Martina], "anna@example.org") with { Answer = new GivenAnswer(Participation.Tentative, 0, Morning, Martina.Address, Guid.NewGuid()) };
        var card = Card(new ShownInvitation(standing, AnswerState.Waiting), "de-DE", "anna@example.org");

        Assert.Equal("Sie haben mit Vorbehalt zugesagt. Die Antwort wird gleich gesendet.", Text(card, "[data-testid=invitation-answer]"));
        Assert.Equal(["false", "true", "false"], card.QuerySelectorAll("button[name=answer]").Select(button => button.GetAttribute("aria-pressed")));
    }

    private static string Text(IElement card, string selector) => string.Join(' ', card.QuerySelector(selector)!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Calendar(string method, string lines)
    {
        var own = lines.Split('|');
        string[] usual = ["UID:u1@example.org", "SUMMARY:Planung", "DTSTART:20261130T090000Z", "ORGANIZER;CN=Anna:mailto:anna@example.org", "ATTENDEE:mailto:martina@example.test"];
        var names = own.Select(line => line[..line.IndexOfAny([':', ';'])]).ToHashSet();
        return $"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\n{string.Concat(usual.Where(line => !names.Contains(line[..line.IndexOfAny([':', ';'])])).Concat(own).Select(line => line + "\r\n"))}END:VEVENT\r\nEND:VCALENDAR\r\n";
    }

    private static InvitationStanding Standing(string text, ImmutableArray<Identity> own, string from) =>
        InvitationStanding.Of(InvitationReader.Parse(new TextSection(false, text)), [new Correspondent("", from)], own);

    private IElement Card(string text, string culture, ImmutableArray<Identity>? own = null, string from = "anna@example.org") =>
        Card(new ShownInvitation(Standing(text, own ?? [Martina], from)), culture, from);

    private IElement Card(ShownInvitation shown, string culture, string from)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);
        var model = new InvitationModel(new MessageKey("INBOX", 7, 2), [shown], new MessageDates(Berlin, Morning), from);
        return Render<InvitationCard>(parameters => parameters.Add(card => card.Model, model).Add(card => card.Index, 0)).Find("[data-testid=invitation]");
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
