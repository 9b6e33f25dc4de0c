using System.Diagnostics;
using System.Text;
using Webmail.Engine.Invitations;
using Webmail.Engine.Reading;
using Webmail.Engine.Submission;

namespace Webmail.Engine.Tests.Invitations;

/// <summary>Whatever a stranger writes: it ends soon, throws nothing, and keeps within its limits.</summary>
public sealed class HostileCalendarTests
{
    [Fact]
    public void Of_ten_thousand_events_the_first_are_read_and_all_are_counted()
    {
        var read = Timed(Ics.Calendar("PUBLISH", [.. Enumerable.Range(0, 10_000).Select(static i => $"BEGIN:VEVENT\r\nUID:{i}\r\nDTSTART:20260101T000000Z\r\nSUMMARY:x\r\nEND:VEVENT\r\n")]));

        Assert.Equal((null, Invitation.MaxEvents, 10_000 - Invitation.MaxEvents), (read.Fault, read.Events.Length, read.MoreEvents));
    }

    [Fact]
    public void Attendees_beyond_the_limit_are_counted()
    {
        var one = Assert.Single(Timed(Ics.Request([.. Enumerable.Range(0, 5_000).Select(static i => $"ATTENDEE:mailto:a{i}@example.org")])).Events);

        Assert.Equal((InvitedEvent.MaxAttendees, 4_500), (one.Attendees.Length, one.MoreAttendees));
    }

    [Fact]
    public void A_calendar_that_is_too_large_is_not_read()
    {
        Assert.Equal(InvitationFault.TooLarge, Timed(Ics.Request("DESCRIPTION:" + new string('x', 2_000_000))).Fault);
        Assert.Equal(InvitationFault.TooLarge, InvitationReader.Parse(new TextSection(false, Ics.Request(), IsCut: true)).Fault);
    }

    [Fact]
    public void Components_within_components_end_somewhere()
    {
        Assert.Equal(InvitationFault.TooComplex, Timed(string.Concat(Enumerable.Repeat("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", 5_000))).Fault);
    }

    [Fact]
    public void A_huge_line_is_cut()
    {
        var one = Assert.Single(Timed(Ics.Request("SUMMARY:" + new string('a', 900_000))).Events);

        Assert.InRange(one.Summary.Length, 1, 400);
    }

    [Fact]
    public void A_bomb_of_dates_is_counted_and_not_blown_up()
    {
        var dates = string.Join(',', Enumerable.Repeat("20260101T000000Z", 100));
        var one = Assert.Single(Timed(Ics.Request([.. Enumerable.Repeat($"RDATE:{dates}", 100), .. Enumerable.Repeat($"EXDATE:{dates}", 100)])).Events);

        Assert.Equal(50 * 100, one.Additions);
        Assert.Equal((6, 50 * 100 - 6), (one.Exceptions.Length, one.MoreExceptions));
    }

    [Fact]
    public void Alarms_files_and_texts_in_html_do_not_reach_anything()
    {
        var one = Assert.Single(Timed(Ics.Request(
            "X-ALT-DESC;FMTTYPE=text/html:<script>alert(1)</script>", "ATTACH:http://169.254.169.254/latest", "BEGIN:VALARM", "ACTION:AUDIO", "ATTACH:http://evil.example/a.wav",
            "DESCRIPTION:Alarm", "END:VALARM")).Events);

        Assert.Equal("Planung", one.Summary);
        Assert.Null(one.Link);
        Assert.Empty(one.Description);
        Assert.False(one.Source!.Properties.ContainsKey("ATTACH") || one.Source.Properties.ContainsKey("X-ALT-DESC") || one.Source.Alarms.Count > 0);
    }

    [Fact]
    public void Texts_keep_to_their_line_and_their_direction()
    {
        var one = Assert.Single(Timed(Ics.Request("SUMMARY:Rechnung \u202Efdp.exe\\nBcc: x", "ATTENDEE;CN=\"a\u202Eb\":mailto:a@example.org")).Events);

        Assert.DoesNotContain('\n', one.Summary);
        Assert.DoesNotContain('\u202E', one.Summary + one.Attendees[0].Name);
    }

    [Theory]
    [InlineData("mailto:a@example.org?bcc=evil@example.org", "a@example.org")]
    [InlineData("MAILTO:a@example.org", "a@example.org")]
    public void An_organiser_is_one_address(string value, string address) => Assert.Equal(address, Ics.One(Ics.Request($"ORGANIZER:{value}")).Organizer!.Address);

    [Theory]
    [InlineData("mailto:a@example.org,b@example.org")]
    [InlineData("mailto:a@example.org%0d%0aBcc:b@example.org")]
    [InlineData("http://example.org/")]
    [InlineData("mailto:")]
    [InlineData("mailto:(@example.org")]
    [InlineData("mailto:a@b@example.org")]
    public void Who_cannot_be_written_to_is_no_organiser(string value) => Assert.Null(Ics.One(Ics.Request($"ORGANIZER:{value}")).Organizer);

    [Fact]
    public void Guests_whose_address_is_none_do_not_keep_a_message_from_opening()
    {
        var read = Ics.Read(Ics.Request("ATTENDEE:mailto:(@example.org", "ATTENDEE:mailto:martina@example.test"));

        Assert.Equal("martina@example.test", Assert.Single(InvitationStanding.Of(read, [], [new Identity("", "martina@example.test")]).Invitation.Main!.Attendees).Address);
        Assert.False(new Identity("", "martina@example.test").HasAddress("(@example.org"));
    }

    [Fact]
    public void A_zone_of_impossible_numbers_is_an_unknown_one()
    {
        const string zone = "BEGIN:VTIMEZONE\r\nTZID:Kaputt\r\nBEGIN:STANDARD\r\nDTSTART:20000101T000000\r\nTZOFFSETFROM:+9999\r\nTZOFFSETTO:+9999\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

        Assert.Equal("Kaputt", Assert.Single(Timed(Ics.Calendar("REQUEST", zone, Ics.Event("DTSTART;TZID=Kaputt:20260101T100000"))).Events).Start!.UnknownZone);
    }

    [Fact]
    public void Mutated_calendars_throw_nothing_and_end_soon()
    {
        // The same each time: what fails can be looked at.
        var random = new Random(4711);
        string[] seeds =
        [
            Ics.Request("RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10", "EXDATE;TZID=Europe/Berlin:20261207T100000", "RECURRENCE-ID;TZID=Europe/Berlin:20261130T100000"),
            Ics.Request("DTSTART;TZID=\"W. Europe Standard Time\":20261130T090000", "DURATION:PT1H", "LOCATION:https://example.org/x", "DESCRIPTION:a\\, b\\n c"),
        ];
        string[] pieces = ["\r\n", ":", ";", "\"", "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "END:VCALENDAR\r\n", "\0", "\uD800", "99999999999", "-1", "T", "Z", "=", ",", "\r\n ", "TZID=", "P1000000000W", "00000000"];
        var clock = Stopwatch.StartNew();
        var read = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var text = new StringBuilder(seeds[i % seeds.Length]);
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                var at = random.Next(text.Length);
                if (random.Next(3) == 0)
                    text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at));
                else if (random.Next(2) == 0)
                    text.Insert(at, pieces[random.Next(pieces.Length)]);
                else
                    text[at] = (char)random.Next(1, 300);
            }

            read += Ics.Read(text.ToString()).Events.Length;
        }

        // Most of them still say something, else nothing was tried.
        Assert.True(read > 1_000, $"{read} events");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"{clock.Elapsed}");
    }

    private static Invitation Timed(string text)
    {
        var clock = Stopwatch.StartNew();
        var read = Ics.Read(text);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}");
        return read;
    }
}
