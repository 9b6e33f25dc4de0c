using Webmail.Engine.Invitations;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Invitations;

/// <summary>Calendars to test with.</summary>
internal static class Ics
{
    /// <summary>A request with one event; more lines of it, or others in place of those that it has.</summary>
    public static string Request(params string[] lines) => Calendar("REQUEST", Event(lines));

    public static string Calendar(string method, params string[] components) =>
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{method}\r\n{string.Concat(components)}END:VCALENDAR\r\n";

    public static string Event(params string[] lines)
    {
        string[] usual =
        [
            "UID:u1@example.org", "DTSTAMP:20261101T100000Z", "SEQUENCE:0", "SUMMARY:Planung", "DTSTART:20261130T090000Z", "DTEND:20261130T100000Z",
            "ORGANIZER;CN=Anna:mailto:anna@example.org", "ATTENDEE;CN=Martina;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:martina@example.test",
        ];
        var names = lines.Select(NameOf).ToHashSet();
        return $"BEGIN:VEVENT\r\n{string.Concat(usual.Where(line => !names.Contains(NameOf(line))).Concat(lines).Select(line => line + "\r\n"))}END:VEVENT\r\n";
    }

    public static Invitation Read(string text) => InvitationReader.Parse(new TextSection(false, text));

    /// <summary>The one event of a calendar.</summary>
    public static InvitedEvent One(string text) => Assert.Single(Read(text).Events);

    private static string NameOf(string line) => line[..line.IndexOfAny([':', ';'])];
}
