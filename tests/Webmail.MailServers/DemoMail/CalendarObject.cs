using System.Globalization;

namespace Webmail.MailServers.DemoMail;

/// <summary>iCalendar invitations (RFC 5545, RFC 5546).</summary>
internal static class CalendarObject
{
    public static (string Method, string Content) Invitation(string method, Person organizer, Person[] attendees, string summary, string place, DateTimeOffset start, int minutes)
    {
        var guests = string.Concat(attendees.Select(person =>
            Folded($"ATTENDEE;CN=\"{person.Name}\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{person.Address}")));
        return (method, $"""
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Example//Kalender//DE
            METHOD:{method}
            BEGIN:VEVENT
            UID:{start.ToUnixTimeSeconds()}-{organizer.Address}
            DTSTAMP:{Utc(start.AddDays(-7))}
            DTSTART:{Utc(start)}
            DTEND:{Utc(start.AddMinutes(minutes))}
            {Folded($"SUMMARY:{summary}")}{Folded($"LOCATION:{place}")}{Folded($"ORGANIZER;CN=\"{organizer.Name}\":mailto:{organizer.Address}")}{guests}SEQUENCE:{(method == "CANCEL" ? 1 : 0)}
            STATUS:{(method == "CANCEL" ? "CANCELLED" : "CONFIRMED")}
            END:VEVENT
            END:VCALENDAR

            """.ReplaceLineEndings("\r\n"));
    }

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    // RFC 5545 3.1: lines of at most 75 octets. Sixty characters keep below that with our few umlauts.
    private static string Folded(string line) => string.Join("\n ", line.Chunk(60).Select(piece => new string(piece))) + "\n";
}
