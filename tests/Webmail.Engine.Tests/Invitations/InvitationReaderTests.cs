using System.Diagnostics;
using Webmail.Engine.Invitations;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Invitations;

public sealed class InvitationReaderTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void An_invitation_says_what_when_where_and_who()
    {
        var read = Ics.Read(Ics.Request("LOCATION:Büro\\, 2. Stock", "DESCRIPTION:Zeile eins\\nZeile zwei", "STATUS:TENTATIVE", "SEQUENCE:3", "URL:https://meet.example.org/abc"));

        Assert.Equal(CalendarMethod.Request, read.Method);
        var one = Assert.Single(read.Events);
        Assert.Equal(("u1@example.org", "Planung", "Büro, 2. Stock", "Zeile eins\nZeile zwei", 3), (one.Uid, one.Summary, one.Location, one.Description, one.Sequence));
        Assert.Equal(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero), one.Start!.Instant);
        Assert.Equal(new DateTime(2026, 11, 30, 10, 0, 0), one.Start.In(Berlin));
        Assert.Equal(("Anna", "anna@example.org"), (one.Organizer!.Name, one.Organizer.Address));
        Assert.Equal(new Webmail.Engine.Invitations.Attendee("Martina", "martina@example.test"), Assert.Single(one.Attendees));
        Assert.Equal((EventStatus.Tentative, "https://meet.example.org/abc"), (one.Status, one.Link));
        Assert.True(read.IsOne);
    }

    [Theory]
    [InlineData("REPLY", CalendarMethod.Reply)]
    [InlineData("cancel", CalendarMethod.Cancel)]
    [InlineData("COUNTER", CalendarMethod.Counter)]
    [InlineData("DECLINECOUNTER", CalendarMethod.DeclineCounter)]
    [InlineData("ADD", CalendarMethod.Add)]
    [InlineData("REFRESH", CalendarMethod.Refresh)]
    [InlineData("PUBLISH", CalendarMethod.Publish)]
    [InlineData("NONSENSE", CalendarMethod.None)]
    public void Each_method_is_known(string method, CalendarMethod known) => Assert.Equal(known, Ics.Read(Ics.Calendar(method, Ics.Event())).Method);

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("/mozilla.org/20050126_1/Europe/Berlin")]
    [InlineData("/freeassociation.sourceforge.net/Europe/Berlin")]
    public void A_zone_is_known_by_the_names_that_programs_give_it(string name)
    {
        var start = Ics.One(Ics.Request($"DTSTART;TZID={name}:20260715T100000", $"DTEND;TZID={name}:20260715T110000")).Start!;

        Assert.Equal(new DateTimeOffset(2026, 7, 15, 8, 0, 0, TimeSpan.Zero), start.Instant);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../../../dev/zero")]
    [InlineData("/dev/zero")]
    [InlineData("Europe/../../../../etc/hostname")]
    [InlineData("Nirgendwo Standard Time")]
    public void A_zone_that_nobody_knows_is_named_and_never_looked_for_outside_of_the_zones(string name)
    {
        var start = Ics.One(Ics.Request($"DTSTART;TZID={name}:20260715T100000")).Start!;

        Assert.Equal((null, name, new DateTime(2026, 7, 15, 10, 0, 0)), (start.Zone, start.UnknownZone, start.In(Berlin)));
    }

    [Fact]
    public void A_zone_that_only_the_calendar_knows_is_taken_from_there()
    {
        const string zone = "BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\n" +
            "BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n" +
            "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";

        var summer = Ics.One(Ics.Calendar("REQUEST", zone, Ics.Event("DTSTART;TZID=Customized Time Zone:20260715T100000"))).Start!;
        var winter = Ics.One(Ics.Calendar("REQUEST", zone, Ics.Event("DTSTART;TZID=Customized Time Zone:20261215T100000"))).Start!;

        Assert.Equal((8, 9), (summer.Instant!.Value.UtcDateTime.Hour, winter.Instant!.Value.UtcDateTime.Hour));
    }

    [Theory]
    [InlineData("20260329T023000", "2026-03-29T01:30:00Z")] // left out: counts from before the gap
    [InlineData("20261025T023000", "2026-10-25T00:30:00Z")] // comes twice: the first
    public void The_hours_when_clocks_change_have_one_meaning(string local, string world) =>
        Assert.Equal(DateTimeOffset.Parse(world, System.Globalization.CultureInfo.InvariantCulture), Ics.One(Ics.Request($"DTSTART;TZID=Europe/Berlin:{local}", $"DTEND;TZID=Europe/Berlin:{local}")).Start!.Instant);

    [Fact]
    public void Whole_days_and_floating_times_belong_to_no_zone()
    {
        var days = Ics.One(Ics.Request("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227"));
        var floating = Ics.One(Ics.Request("DTSTART:20261224T180000", "DTEND:20261224T200000"));

        Assert.Equal((false, new DateTime(2026, 12, 24), new DateTime(2026, 12, 27)), (days.Start!.HasTime, days.Start.Local, days.End!.Local));
        Assert.Equal((true, null, null), (floating.Start!.HasTime, floating.Start.Zone, floating.Start.UnknownZone));
    }

    [Fact]
    public void A_duration_makes_the_end()
    {
        var one = Ics.One(Ics.Calendar("REQUEST", Ics.Event("DURATION:PT45M").Replace("DTEND:20261130T100000Z\r\n", "", StringComparison.Ordinal)));

        Assert.Equal(new DateTime(2026, 11, 30, 9, 45, 0), one.End!.Local);
    }

    [Fact]
    public void A_rule_is_read_and_never_counted_out()
    {
        var clock = Stopwatch.StartNew();
        var one = Ics.One(Ics.Request("RRULE:FREQ=MONTHLY;BYDAY=2TU;UNTIL=20991231T000000Z", "EXDATE:20261208T090000Z,20270112T090000Z"));
        var endless = Ics.One(Ics.Request("RRULE:FREQ=SECONDLY;INTERVAL=1"));

        Assert.Equal((RecurrenceStep.Monthly, false), (one.Recurrence!.Step, one.Recurrence.IsPartial));
        Assert.Equal((DayOfWeek.Tuesday, 2), Assert.Single(one.Recurrence.Days));
        Assert.Equal((2, 0), (one.Exceptions.Length, one.MoreExceptions));
        Assert.True(endless.Recurrence!.IsPartial);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
    }

    [Theory]
    [InlineData("FREQ=WEEKLY;BYDAY=XX")]
    [InlineData("nonsense")]
    [InlineData("FREQ=DAILY;COUNT=99999999999")]
    public void A_rule_that_makes_no_sense_costs_the_rule_only(string rule)
    {
        var one = Ics.One(Ics.Request($"RRULE:{rule}"));

        Assert.True(one.Recurrence!.IsPartial);
        Assert.Equal("Planung", one.Summary);
    }

    [Fact]
    public void An_event_that_cannot_be_read_is_counted_and_the_others_are_shown()
    {
        var read = Ics.Read(Ics.Calendar("PUBLISH", Ics.Event("UID:bad", "DTSTART:20260231T990000Z"), Ics.Event("UID:good")));

        Assert.Equal(("good", 1), (Assert.Single(read.Events).Uid, read.Unreadable));
    }

    [Theory]
    [InlineData("LOCATION:javascript:alert(1)")]
    [InlineData("URL:javascript:alert(1)")]
    [InlineData("X-GOOGLE-CONFERENCE:data:text/html,x")]
    [InlineData("URL:file:///etc/passwd")]
    [InlineData("URL:mailto:a@example.org")]
    public void Only_web_addresses_become_links(string line) => Assert.Null(Ics.One(Ics.Request(line)).Link);

    [Fact]
    public void The_same_calendar_twice_in_a_message_is_one()
    {
        var message = new ReadMessage(
            new MessageDetails(), new RenderedMessage { Body = "" }, new PartNode { Section = "1", MediaType = "text/plain" },
            MessageContent.Nothing with { Calendars = [new TextSection(false, Ics.Request()), new TextSection(false, Ics.Request())] });

        Assert.Single(InvitationReader.Of(message));
        Assert.Equal(InvitationReader.Of(message), InvitationReader.Of(message));
    }
}
