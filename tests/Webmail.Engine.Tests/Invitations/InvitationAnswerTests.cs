using System.Text;
using MimeKit;
using Webmail.Engine.Invitations;
using Webmail.Engine.Reading;
using Webmail.Engine.Submission;

namespace Webmail.Engine.Tests.Invitations;

/// <summary>Answers to invitations as they are sent (RFC 5546 3.2.3, RFC 6047).</summary>
public sealed class InvitationAnswerTests
{
    private static readonly DateTimeOffset Sent = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly Identity Martina = new("Martina Krüger", "martina@example.test");
    private static readonly AnswerWords Words = new((answer, title) => $"{answer}: {title}", (answer, who, title) => $"{who} {answer} {title}");
    private static readonly MessageKey Key = new("INBOX", 7, 2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Participation.Accepted, "ACCEPTED")]
    [InlineData(Participation.Tentative, "TENTATIVE")]
    [InlineData(Participation.Declined, "DECLINED")]
    public void An_answer_says_who_answers_what_and_nothing_of_the_others(Participation answer, string status)
    {
        var lines = Lines(Ics.Request("SEQUENCE:4", "ATTENDEE;CN=Martina;ROLE=OPT-PARTICIPANT:mailto:MARTINA@example.test", "ATTENDEE;CN=Bob:mailto:bob@example.org"), answer, "Komme später, \"vielleicht\"\nGruß");

        Assert.Equal(("REPLY", "u1@example.org", "4", "20261120T120000Z"), (lines["METHOD"], lines["UID"], lines["SEQUENCE"], lines["DTSTAMP"]));
        Assert.Equal("mailto:martina@example.test", Assert.Single(lines, line => line.Key.StartsWith("ATTENDEE", StringComparison.Ordinal)).Value);
        var attendee = Assert.Single(lines.Keys, key => key.StartsWith("ATTENDEE", StringComparison.Ordinal));
        Assert.Contains($"PARTSTAT={status}", attendee);
        Assert.Contains("ROLE=OPT-PARTICIPANT", attendee);
        Assert.Equal("mailto:anna@example.org", Assert.Single(lines, line => line.Key.StartsWith("ORGANIZER", StringComparison.Ordinal)).Value);
        Assert.Equal("Komme später\\, \"vielleicht\"\\nGruß", lines["COMMENT"]);
        Assert.DoesNotContain(lines.Values, value => value.Contains("bob", StringComparison.Ordinal));
    }

    [Fact]
    public void One_date_of_a_series_is_answered_by_its_own_name_with_its_zone()
    {
        const string zone = "BEGIN:VTIMEZONE\r\nTZID:Unser Büro\r\nBEGIN:STANDARD\r\nDTSTART:20000101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
        var text = Ics.Calendar("REQUEST", zone, Ics.Event("RECURRENCE-ID;TZID=Unser Büro:20261130T100000", "DTSTART;TZID=Unser Büro:20261130T110000", "DTEND;TZID=Unser Büro:20261130T120000"));

        var calendar = new InvitationAnswer(Ics.Read(text), Martina, Participation.Accepted, "").Calendar(Sent).Replace("\r\n ", "", StringComparison.Ordinal);

        Assert.Contains("RECURRENCE-ID;TZID=Unser Büro:20261130T100000", calendar);
        Assert.Contains("TZID:Unser Büro", calendar);
        var again = Ics.One(calendar);
        Assert.Equal((new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero), "u1@example.org"), (again.Instance!.Instant, again.Uid));
    }

    [Fact]
    public void A_zone_that_the_calendar_left_out_becomes_the_clock_of_the_world()
    {
        var lines = Lines(Ics.Request("RECURRENCE-ID;TZID=Europe/Berlin:20261130T100000", "DTSTART;TZID=Europe/Berlin:20261130T110000"), Participation.Accepted, "");

        Assert.Equal(("20261130T090000Z", "20261130T100000Z"), (lines["RECURRENCE-ID"], lines["DTSTART"]));
    }

    [Fact]
    public void A_zone_that_cannot_be_read_becomes_the_clock_of_the_world_where_it_is_known()
    {
        const string zone = "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:20000101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=Y\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

        var calendar = new InvitationAnswer(Ics.Read(Ics.Calendar("REQUEST", zone, Ics.Event("DTSTART;TZID=Europe/Berlin:20261130T110000"))), Martina, Participation.Accepted, "").Calendar(Sent);

        Assert.Contains("DTSTART:20261130T100000Z", calendar);
        Assert.DoesNotContain("VTIMEZONE", calendar);
    }

    [Fact]
    public void A_zone_brings_nothing_along_but_what_it_says_of_itself()
    {
        const string zone = "BEGIN:VTIMEZONE\r\nTZID:Office\r\nMETHOD:CANCEL\r\nBEGIN:STANDARD\r\nDTSTART:20000101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nATTENDEE:mailto:eve@example.org\r\nEND:STANDARD\r\n"
            + "BEGIN:VEVENT\r\nUID:another\r\nEND:VEVENT\r\nEND:VTIMEZONE\r\n";

        var calendar = new InvitationAnswer(Ics.Read(Ics.Calendar("REQUEST", zone, Ics.Event("DTSTART;TZID=Office:20261130T110000"))), Martina, Participation.Accepted, "").Calendar(Sent);

        Assert.Contains("DTSTART;TZID=Office:20261130T110000", calendar);
        Assert.Contains("TZOFFSETTO:+0100", calendar);
        foreach (var foreign in (string[])["CANCEL", "eve@", "another"])
            Assert.DoesNotContain(foreign, calendar);
    }

    [Theory]
    [InlineData("a;b\\,c", "a\\;b\\,c")]
    [InlineData("plain@example.org", "plain@example.org")]
    public void The_name_of_the_event_is_the_same_text(string name, string written) =>
        Assert.Equal(written, Lines(Ics.Request($"UID:{name}"), Participation.Accepted, "")["UID"]);

    [Fact]
    public void Whole_days_stay_days()
    {
        var calendar = new InvitationAnswer(Ics.Read(Ics.Request("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227")), Martina, Participation.Accepted, "").Calendar(Sent);

        Assert.Contains("DTSTART;VALUE=DATE:20261224", calendar);
    }

    [Fact]
    public void The_message_goes_to_the_organiser_and_to_nobody_else()
    {
        var headers = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes("Message-ID: <m1@example.org>\r\nTo: all@example.org\r\n\r\n")), Cancelled).Headers;

        var (outgoing, draft) = new InvitationAnswer(Ics.Read(Ics.Request("SUMMARY:Pläne")), Martina, Participation.Declined, "Bin verreist.").Make(Key, headers, Words, Sent);

        using (outgoing)
        {
            Assert.Equal(("martina@example.test", "anna@example.org"), (outgoing.EnvelopeFrom, Assert.Single(outgoing.Recipients)));
            Assert.Equal((DraftKind.AnswerToInvitation, "Declined: Pläne", MessageToken.Of(Key)), (draft.Kind, draft.Subject, Assert.Single(draft.Sources)));
            using var stream = new MemoryStream();
            outgoing.Message.WriteTo(stream, Cancelled);
            stream.Position = 0;
            using var received = MimeMessage.Load(stream, Cancelled);
            Assert.Equal(("m1@example.org", "Martina Krüger"), (received.InReplyTo, received.From.Mailboxes.Single().Name));
            var parts = Assert.IsType<MultipartAlternative>(received.Body);
            Assert.Equal("Martina Krüger Declined Pläne\n\nBin verreist.", ((TextPart)parts[0]).Text.ReplaceLineEndings("\n").TrimEnd());
            var calendar = Assert.IsType<TextPart>(parts[1]);
            Assert.Equal(("text/calendar", "REPLY", "utf-8"), (calendar.ContentType.MimeType, calendar.ContentType.Parameters["method"], calendar.ContentType.Charset));
            Assert.Equal(CalendarMethod.Reply, Ics.Read(calendar.Text).Method);
            Assert.Equal(Participation.Declined, Assert.Single(Ics.One(calendar.Text).Attendees).Answer);
        }
    }

    [Fact]
    public void What_a_stranger_wrote_does_not_become_another_line()
    {
        var author = new Identity("Eve\"\r\nATTENDEE:mailto:x@example.org", "martina@example.test");

        var calendar = new InvitationAnswer(Ics.Read(Ics.Request("SUMMARY:a\\nATTENDEE:mailto:y@example.org")), author, Participation.Accepted, "x\r\nMETHOD:CANCEL").Calendar(Sent);

        Assert.Equal(1, calendar.Split("\r\n").Count(line => line.StartsWith("ATTENDEE", StringComparison.Ordinal)));
        Assert.Equal(1, calendar.Split("\r\n").Count(line => line.StartsWith("METHOD", StringComparison.Ordinal)));
    }

    private static Dictionary<string, string> Lines(string text, Participation answer, string comment) =>
        new InvitationAnswer(Ics.Read(text), Martina, answer, comment).Calendar(Sent).Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(static line => !line.StartsWith("BEGIN", StringComparison.Ordinal) && !line.StartsWith("END", StringComparison.Ordinal))
            .ToDictionary(static line => line[..line.IndexOf(':', StringComparison.Ordinal)], static line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]);
}
