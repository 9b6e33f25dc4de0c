using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Webmail.Engine.Reading;
using Webmail.Engine.Submission;

namespace Webmail.Engine.Invitations;

/// <summary>Reads one event by way of the library.</summary>
internal sealed class EventReader(EventZones zones)
{
    /// <summary>Characters of a title or a place.</summary>
    private const int MaxLine = 400;

    /// <summary>Characters of a description.</summary>
    private const int MaxText = 2_000;

    /// <summary>Dates left out that are named.</summary>
    private const int MaxExceptions = 6;

    /// <summary>What is read by hand, since one bad value must not cost the whole event.</summary>
    private static readonly string[] Apart = ["RRULE", "EXDATE", "RDATE", "URL", "CONFERENCE", "STATUS", "SEQUENCE", CalendarExcerpt.MoreAttendees];

    private static readonly string[] Links = ["X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK", "CONFERENCE", "URL"];

    /// <summary>What would make something else of an address where it is written.</summary>
    private static readonly SearchValues<char> NoAddress = SearchValues.Create(" <>,;\"");

    /// <summary>Reads it; null if it can't be read.</summary>
    public InvitedEvent? Read(ImmutableArray<CalendarLine> lines)
    {
        try
        {
            return Load(lines) is { } source ? Of(source, lines) : null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Whatever a stranger wrote into it: the file is there to be saved.
            return null;
        }
    }

    private static CalendarEvent? Load(ImmutableArray<CalendarLine> lines)
    {
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n");
        foreach (var line in lines.Where(static line => !Apart.Contains(line.Name) && !Links.Contains(line.Name)))
            text.Append(line).Append("\r\n");
        return Ical.Net.Calendar.Load(text.Append("END:VEVENT\r\nEND:VCALENDAR\r\n").ToString())?.Events.FirstOrDefault();
    }

    private InvitedEvent Of(CalendarEvent source, ImmutableArray<CalendarLine> lines)
    {
        var start = source.DtStart is { } begins ? zones.Moment(begins) : null;
        var (exceptions, all) = Exceptions(lines);
        source.Sequence = Number(lines, "SEQUENCE");
        return new InvitedEvent
        {
            // The library makes one up where there is none.
            Uid = lines.Any(static line => line.Name == "UID" && line.Value.Trim().Length > 0) && source.Uid?.Trim() is { Length: > 0 and <= 1_000 } uid ? uid : "",
            Sequence = source.Sequence,
            Stamp = lines.Any(static line => line.Name == "DTSTAMP") && source.DtStamp is { } stamp ? zones.Moment(stamp).Instant : null,
            Instance = source.RecurrenceIdentifier is { } id ? zones.Moment(id.StartTime) : null,
            AndFuture = source.RecurrenceIdentifier?.Range == RecurrenceRange.ThisAndFuture,
            Summary = HeaderReader.OneLine(source.Summary ?? "", MaxLine),
            Location = HeaderReader.OneLine(source.Location ?? "", MaxLine),
            Link = Links.Append("LOCATION").Select(name => Web(lines, name)).FirstOrDefault(static link => link is not null),
            Description = Lines(source.Description),
            Start = start,
            End = End(source, start),
            Organizer = source.Organizer is { Value: { } address } organizer ? Person(address, organizer.CommonName, organizer.SentBy) : null,
            Attendees = [.. source.Attendees.OfType<Ical.Net.DataTypes.Attendee>().Select(Person).OfType<Attendee>()],
            MoreAttendees = Number(lines, CalendarExcerpt.MoreAttendees),
            Recurrence = lines.FirstOrDefault(static line => line.Name == "RRULE") is { } rule ? Recurrences.Parse(rule.Value, zones.Moment) : null,
            Exceptions = exceptions,
            MoreExceptions = all - exceptions.Length,
            Additions = lines.Where(static line => line.Name == "RDATE").Sum(static line => line.Value.Split(',').Length),
            Status = Word(lines, "STATUS") switch { "CANCELLED" => EventStatus.Cancelled, "TENTATIVE" => EventStatus.Tentative, _ => EventStatus.Confirmed },
            Comment = Lines(source.Comments.FirstOrDefault()),
            Source = source,
        };
    }

    /// <summary>RFC 5545 3.6.1: an event has an end, or a duration, or it is a day, or a moment.</summary>
    private EventMoment? End(CalendarEvent source, EventMoment? start)
    {
        if (source.DtEnd is { } end)
            return zones.Moment(end);
        if (start is null)
            return null;
        if (source.Duration is { } duration && duration.ToTimeSpanUnspecified() is { Ticks: > 0 } length)
            return start with { Local = start.Local + length };
        return start.HasTime ? null : start with { Local = start.Local.AddDays(1) };
    }

    private (ImmutableArray<EventMoment> First, int All) Exceptions(ImmutableArray<CalendarLine> lines)
    {
        var first = ImmutableArray.CreateBuilder<EventMoment>();
        var all = 0;
        foreach (var line in lines.Where(static line => line.Name == "EXDATE"))
        {
            foreach (var value in line.Value.Split(','))
            {
                all++;
                if (first.Count < MaxExceptions && Moment(value.Trim(), line["TZID"]) is { } moment)
                    first.Add(moment);
            }
        }

        return (first.ToImmutable(), all);
    }

    private EventMoment? Moment(string value, string? zone)
    {
        try
        {
            return zones.Moment(new CalDateTime(value, value.EndsWith('Z') ? null : zone));
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            return null;
        }
    }

    private static Attendee? Person(Ical.Net.DataTypes.Attendee one)
    {
        if (one.Value is not { } address || Person(address, one.CommonName, one.SentBy) is not { } person)
            return null;
        var answer = one.ParticipationStatus?.ToUpperInvariant() switch
        {
            "ACCEPTED" => Participation.Accepted,
            "TENTATIVE" => Participation.Tentative,
            "DECLINED" => Participation.Declined,
            "DELEGATED" => Participation.Delegated,
            _ => Participation.NeedsAction,
        };
        return person with { Answer = answer, IsOptional = one.Role?.ToUpperInvariant() is "OPT-PARTICIPANT" or "NON-PARTICIPANT" };
    }

    /// <summary>Somebody with a mail address; null for what can't be written to.</summary>
    private static Attendee? Person(Uri uri, string? name, Uri? sentBy)
    {
        var address = Address(uri);
        if (address is null)
            return null;
        var shown = HeaderReader.OneLine(name ?? "", 200);
        return new Attendee(shown.Equals(address, StringComparison.OrdinalIgnoreCase) ? "" : shown, address, SentBy: sentBy is null ? null : Address(sentBy));
    }

    private static string? Address(Uri uri)
    {
        const string scheme = "mailto:";
        var text = uri.OriginalString.Trim();
        if (!text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var address = HeaderReader.OneLine(Uri.UnescapeDataString(text[scheme.Length..].Split('?')[0]), 320);
        return address.IndexOf('@', StringComparison.Ordinal) > 0 && !address.AsSpan().ContainsAny(NoAddress) && RecipientAddress.TryRead(address) is not null ? address : null;
    }

    private static string? Web(ImmutableArray<CalendarLine> lines, string name) =>
        lines.FirstOrDefault(line => line.Name == name)?.Value.Trim() is { Length: > 0 } value && !value.Contains(' ', StringComparison.Ordinal)
        && SafeLink.Normalise(value.Replace("\\,", ",", StringComparison.Ordinal).Replace("\\;", ";", StringComparison.Ordinal)) is { } link
        && link.StartsWith("http", StringComparison.Ordinal) ? link : null;

    private static string Word(ImmutableArray<CalendarLine> lines, string name) => lines.FirstOrDefault(line => line.Name == name)?.Value.Trim().ToUpperInvariant() ?? "";

    private static int Number(ImmutableArray<CalendarLine> lines, string name) =>
        int.TryParse(Word(lines, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>A text of several lines, each cleaned by itself.</summary>
    private static string Lines(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "";
        var cut = text.Length > MaxText ? text[..MaxText] + "…" : text;
        return string.Join('\n', cut.ReplaceLineEndings("\n").Split('\n').Select(static line => HeaderReader.OneLine(line, MaxText))).Trim();
    }
}
