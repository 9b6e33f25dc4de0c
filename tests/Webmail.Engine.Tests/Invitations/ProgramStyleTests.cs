using Webmail.Engine.Invitations;

namespace Webmail.Engine.Tests.Invitations;

/// <summary>Invitations as the great programs write them.</summary>
public sealed class ProgramStyleTests
{
    private static readonly DateTimeOffset Ten = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string> Programs => new()
    {
        {
            "Google", """
            BEGIN:VCALENDAR
            PRODID:-//Google Inc//Google Calendar 70.9054//EN
            VERSION:2.0
            CALSCALE:GREGORIAN
            METHOD:REQUEST
            BEGIN:VEVENT
            DTSTART:20261201T090000Z
            DTEND:20261201T100000Z
            DTSTAMP:20261120T080000Z
            ORGANIZER;CN=Anna:mailto:anna@example.org
            UID:4tnq7c8d@google.com
            ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=
             TRUE;CN=martina@example.test;X-NUM-GUESTS=0:mailto:martina@example.test
            X-GOOGLE-CONFERENCE:https://meet.example.org/abc-defg-hij
            SEQUENCE:0
            STATUS:CONFIRMED
            SUMMARY:Planung
            TRANSP:OPAQUE
            END:VEVENT
            END:VCALENDAR
            """
        },
        {
            "Exchange", """
            BEGIN:VCALENDAR
            METHOD:REQUEST
            PRODID:Microsoft Exchange Server 2010
            VERSION:2.0
            BEGIN:VTIMEZONE
            TZID:W. Europe Standard Time
            BEGIN:STANDARD
            DTSTART:16010101T030000
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:16010101T020000
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
            END:DAYLIGHT
            END:VTIMEZONE
            BEGIN:VEVENT
            ORGANIZER;CN=Anna:mailto:anna@example.org
            ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Martina:MA
             ILTO:martina@example.test
            DESCRIPTION;LANGUAGE=de-DE:Guten Tag\n\n
            UID:040000008200E00074C5B7101A82E008000000001AF84C64CBC8D6010000000000000000
             0100000000403B5AC10A0EB444A947D2B499A4B98C
            SUMMARY;LANGUAGE=de-DE:Planung
            DTSTART;TZID=W. Europe Standard Time:20261201T100000
            DTEND;TZID=W. Europe Standard Time:20261201T110000
            CLASS:PUBLIC
            PRIORITY:5
            DTSTAMP:20261120T080000Z
            STATUS:CONFIRMED
            SEQUENCE:0
            X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE
            BEGIN:VALARM
            DESCRIPTION:REMINDER
            TRIGGER;RELATED=START:-PT15M
            ACTION:DISPLAY
            END:VALARM
            END:VEVENT
            END:VCALENDAR
            """
        },
        {
            "Apple", """
            BEGIN:VCALENDAR
            CALSCALE:GREGORIAN
            VERSION:2.0
            METHOD:REQUEST
            PRODID:-//Apple Inc.//macOS 15//EN
            BEGIN:VTIMEZONE
            TZID:Europe/Berlin
            BEGIN:DAYLIGHT
            TZOFFSETFROM:+0100
            RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
            DTSTART:19810329T020000
            TZNAME:MESZ
            TZOFFSETTO:+0200
            END:DAYLIGHT
            BEGIN:STANDARD
            TZOFFSETFROM:+0200
            RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
            DTSTART:19961027T030000
            TZNAME:MEZ
            TZOFFSETTO:+0100
            END:STANDARD
            END:VTIMEZONE
            BEGIN:VEVENT
            CREATED:20261120T080000Z
            UID:5F3A2B1C-0000-4000-8000-1234567890AB
            DTEND;TZID=Europe/Berlin:20261201T110000
            ATTENDEE;CN="Anna";CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;ROLE=CHAIR:mailto:anna@example.org
            ATTENDEE;CN="Martina";CUTYPE=INDIVIDUAL;EMAIL="martina@example.test";PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:martina@example.test
            SUMMARY:Planung
            DTSTART;TZID=Europe/Berlin:20261201T100000
            DTSTAMP:20261120T080100Z
            SEQUENCE:0
            ORGANIZER;CN="Anna":mailto:anna@example.org
            END:VEVENT
            END:VCALENDAR
            """
        },
        {
            "Thunderbird", """
            BEGIN:VCALENDAR
            PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
            VERSION:2.0
            METHOD:REQUEST
            BEGIN:VEVENT
            CREATED:20261120T080000Z
            LAST-MODIFIED:20261120T080000Z
            DTSTAMP:20261120T080000Z
            UID:b1a2c3d4-0000-4000-8000-abcdefabcdef
            SUMMARY:Planung
            ORGANIZER;RSVP=TRUE;CN=Anna;PARTSTAT=ACCEPTED;ROLE=CHAIR:mailto:anna@example.org
            ATTENDEE;RSVP=TRUE;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT:mailto:martina@example.test
            DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20261201T100000
            DURATION:PT1H
            TRANSP:OPAQUE
            X-MOZ-SEND-INVITATIONS:TRUE
            END:VEVENT
            END:VCALENDAR
            """
        },
        {
            "SOGo", """
            BEGIN:VCALENDAR
            PRODID:-//Inverse inc./SOGo 5.11//EN
            METHOD:REQUEST
            VERSION:2.0
            BEGIN:VTIMEZONE
            TZID:Europe/Berlin
            X-LIC-LOCATION:Europe/Berlin
            BEGIN:STANDARD
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            TZNAME:CET
            DTSTART:19701025T030000
            RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
            END:STANDARD
            END:VTIMEZONE
            BEGIN:VEVENT
            UID:2F2E-65A1B280-1-4E2F5300
            SUMMARY:Planung
            CLASS:PUBLIC
            DTSTART;TZID=Europe/Berlin:20261201T100000
            DTEND;TZID=Europe/Berlin:20261201T110000
            DTSTAMP:20261120T080000Z
            SEQUENCE:0
            ORGANIZER;CN="Anna":mailto:anna@example.org
            ATTENDEE;CN="Martina";PARTSTAT=NEEDS-ACTION;RSVP=TRUE;ROLE=REQ-PARTICIPANT:mailto:martina@example.test
            END:VEVENT
            END:VCALENDAR
            """
        },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void An_invitation_of_each_is_understood(string program, string text)
    {
        var read = Ics.Read(text.ReplaceLineEndings("\r\n") + "\r\n");

        Assert.True(read is { Method: CalendarMethod.Request, IsOne: true }, program);
        var one = read.Main!;
        Assert.Equal(("Planung", Ten, Ten.AddHours(1), "anna@example.org"), (one.Summary, one.Start!.Instant, one.End!.Instant, one.Organizer!.Address));
        Assert.Contains(one.Attendees, attendee => attendee.Is("martina@example.test"));
    }
}
