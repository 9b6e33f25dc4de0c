using System.Collections.Immutable;

namespace Webmail.Engine.Invitations;

/// <summary>
/// What is read of a calendar that a stranger wrote: of its events and zones only the lines that matter, each within its limit. All else, such
/// as reminders, files and texts in HTML, never reaches the library.
/// </summary>
internal sealed class CalendarExcerpt
{
    /// <summary>Characters. A busy person's calendar of ten years is smaller; an invitation has two thousand.</summary>
    public const int MaxLength = 1_000_000;

    /// <summary>Physical lines.</summary>
    private const int MaxLines = 200_000;

    /// <summary>Components within components; RFC 5545 has three.</summary>
    private const int MaxDepth = 8;

    /// <summary>Characters of one unfolded line.</summary>
    private const int MaxLine = 20_000;

    /// <summary>Characters of a line with a text for people: a description.</summary>
    private const int MaxText = 4_000;

    private const int MaxZones = 20;
    private const int MaxZoneLines = 200;

    /// <summary>Lines of each property that may stand several times.</summary>
    private const int MaxRepeated = 50;

    /// <summary>The properties of an event of which the first is read.</summary>
    private static readonly string[] Once =
    [
        "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "SUMMARY", "LOCATION", "DESCRIPTION", "COMMENT", "STATUS", "ORGANIZER", "RRULE",
        "URL", "CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
    ];

    /// <summary>The properties of a zone and of its observances: an answer gives the zone back, and nothing else with it.</summary>
    private static readonly string[] OfZones = ["TZID", "X-LIC-LOCATION", "LAST-MODIFIED", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RRULE", "RDATE"];

    /// <summary>Those that are read again and again.</summary>
    private static readonly string[] Repeated = ["EXDATE", "RDATE"];

    private readonly List<string> open = [];
    private readonly List<ImmutableArray<CalendarLine>> events = [];
    private readonly List<ZoneDefinition> zones = [];
    private List<CalendarLine>? current;
    private bool isZone;
    private int attendees;

    private CalendarExcerpt()
    {
    }

    /// <summary>The value of METHOD; empty if there is none.</summary>
    public string Method { get; private set; } = "";

    private bool IsObservance => isZone && open is [_, _, "STANDARD" or "DAYLIGHT"];

    /// <summary>The lines of each event.</summary>
    public IReadOnlyList<ImmutableArray<CalendarLine>> Events => events;

    /// <summary>Events beyond those.</summary>
    public int MoreEvents { get; private set; }

    /// <summary>The zones.</summary>
    public ImmutableArray<ZoneDefinition> Zones => [.. zones];

    /// <summary>Reads a calendar.</summary>
    /// <returns>The excerpt, or why there is none.</returns>
    public static (CalendarExcerpt? Excerpt, InvitationFault? Fault) Read(string text)
    {
        if (text.Length > MaxLength)
            return (null, InvitationFault.TooLarge);
        var excerpt = new CalendarExcerpt();
        foreach (var line in Unfold(text))
        {
            if (line is null || excerpt.open.Count > MaxDepth)
                return (null, InvitationFault.TooComplex);
            if (CalendarLine.Parse(line) is { } parsed)
                excerpt.Take(parsed);
        }

        while (excerpt.open.Count > 0)
            excerpt.Close();
        return excerpt.events.Count + excerpt.MoreEvents == 0 ? (null, InvitationFault.NoEvent) : (excerpt, null);
    }

    private void Take(CalendarLine line)
    {
        switch (line.Name)
        {
            case "BEGIN":
                Open(line);
                break;
            case "END":
                // What is not open can't end; what was left open within ends with what is around it.
                var name = line.Value.Trim().ToUpperInvariant();
                if (open.LastIndexOf(name) is >= 0 and var at)
                {
                    while (open.Count > at)
                        Close();
                }

                break;
            case "METHOD" when open.Count == 1 && Method.Length == 0:
                Method = line.Value.Trim();
                break;
            default:
                Keep(line);
                break;
        }
    }

    private void Open(CalendarLine line)
    {
        open.Add(line.Value.Trim().ToUpperInvariant());
        if (open is ["VCALENDAR", "VEVENT" or "VTIMEZONE"])
        {
            (current, isZone, attendees) = ([], open[1] == "VTIMEZONE", 0);
            if (!isZone && events.Count >= Invitation.MaxEvents)
                (current, MoreEvents) = (null, MoreEvents + 1);
        }
        else if (IsObservance)
        {
            current?.Add(new CalendarLine("BEGIN", [], open[2]));
        }
    }

    private void Close()
    {
        if (open.Count == 2 && current is not null)
        {
            if (!isZone)
                events.Add([.. current, .. More()]);
            else if (zones.Count < MaxZones && current.Find(static line => line.Name == "TZID") is { } id)
                zones.Add(new ZoneDefinition(id.Value.Trim(), [.. current]));
        }
        else if (IsObservance)
        {
            current?.Add(new CalendarLine("END", [], open[2]));
        }

        if (open.Count == 2)
            current = null;
        open.RemoveAt(open.Count - 1);
    }

    private void Keep(CalendarLine line)
    {
        if (current is null)
            return;
        if (isZone)
        {
            if ((open.Count == 2 || IsObservance) && OfZones.Contains(line.Name) && current.Count < MaxZoneLines && line.Value.Length <= MaxText)
                current.Add(line);
            return;
        }

        if (open.Count != 2)
            return;
        if (line.Name == "ATTENDEE")
        {
            if (++attendees <= InvitedEvent.MaxAttendees)
                current.Add(line);
        }
        else if (current.Count(one => one.Name == line.Name) < MostOf(line.Name))
        {
            current.Add(line.Value.Length <= MaxText ? line : line with { Value = line.Value[..MaxText].TrimEnd('\\') });
        }
    }

    private static int MostOf(string property) => Once.Contains(property) ? 1 : Repeated.Contains(property) ? MaxRepeated : 0;

    /// <summary>How many attendees there were, where some were left out.</summary>
    private IEnumerable<CalendarLine> More() =>
        attendees > InvitedEvent.MaxAttendees ? [new CalendarLine(MoreAttendees, [], (attendees - InvitedEvent.MaxAttendees).ToString(System.Globalization.CultureInfo.InvariantCulture))] : [];

    /// <summary>A line of our own: the number of attendees that were left out. No property has a name in small letters here.</summary>
    public const string MoreAttendees = "more-attendees";

    /// <summary>RFC 5545 3.1: a line that begins with a space or a tab goes on with the one before. Null: there are more than are read.</summary>
    private static IEnumerable<string?> Unfold(string text)
    {
        using var reader = new StringReader(text);
        var line = new System.Text.StringBuilder();
        var count = 0;
        while (reader.ReadLine() is { } physical)
        {
            if (++count > MaxLines)
            {
                yield return null;
                yield break;
            }

            if (physical.Length > 0 && physical[0] is ' ' or '\t')
            {
                line.Append(physical.AsSpan(1, Math.Min(physical.Length - 1, Math.Max(0, MaxLine - line.Length))));
                continue;
            }

            if (line.Length > 0)
                yield return line.ToString();
            line.Clear().Append(physical.AsSpan(0, Math.Min(physical.Length, MaxLine)));
        }

        if (line.Length > 0)
            yield return line.ToString();
    }
}
