using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ical.Net.DataTypes;

namespace Webmail.Engine.Invitations;

/// <summary>Finds the zone that a calendar means by a name: what everybody knows by it, else what the calendar itself says of it.</summary>
internal sealed partial class EventZones(ImmutableArray<ZoneDefinition> definitions)
{
    private readonly Dictionary<string, TimeZoneInfo?> known = new(StringComparer.Ordinal);

    /// <summary>A date or time as the library has read it.</summary>
    public EventMoment Moment(CalDateTime time)
    {
        var local = DateTime.SpecifyKind(time.Value, DateTimeKind.Unspecified);
        if (!time.HasTime || time.TzId is not { } id)
            return new EventMoment(local, time.HasTime);
        return Find(id) is { } zone ? new EventMoment(local, true, zone) : new EventMoment(local, true, null, id);
    }

    /// <summary>The zone of a name; null if nobody knows it.</summary>
    public TimeZoneInfo? Find(string id)
    {
        if (known.TryGetValue(id, out var zone))
            return zone;
        return known[id] = id.Equals(CalDateTime.UtcTzId, StringComparison.OrdinalIgnoreCase) ? TimeZoneInfo.Utc : Known(id) ?? Defined(id);
    }

    private TimeZoneInfo? Defined(string id)
    {
        if (definitions.FirstOrDefault(one => one.Id == id) is not { } definition)
            return null;
        try
        {
            return (definition.Location is { } location ? Known(location) : null) ?? definition.ToZone();
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidTimeZoneException)
        {
            return null;
        }
    }

    private static TimeZoneInfo? Known(string id)
    {
        id = id.Trim();
        if (id.Length is 0 or > 100)
            return null;
        if (TimeZoneInfo.TryConvertWindowsIdToIanaId(id, out var converted))
            id = converted;
        // Programs put their own name before one of the Olson database: "/mozilla.org/20050126_1/Europe/Berlin".
        var pieces = id.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(1, Math.Min(3, pieces.Length)).Reverse()
            .Select(length => string.Join('/', pieces.TakeLast(length)))
            .Select(name => name != id && !name.Contains('/', StringComparison.Ordinal) ? null : Installed(name))
            .FirstOrDefault(static found => found is not null);
    }

    /// <summary>.NET takes the name for a path below the system's zones: only what is no more than a name may reach it.</summary>
    private static TimeZoneInfo? Installed(string name) =>
        OlsonName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]{0,40}(/[A-Za-z][A-Za-z0-9_+-]{0,40}){0,2}\z")]
    private static partial Regex OlsonName();
}
