namespace Webmail.Engine.Invitations;

/// <summary>When something begins or ends, as it was written (RFC 5545 3.3.4, 3.3.5).</summary>
/// <param name="Local">The date and the time on a clock there.</param>
/// <param name="HasTime">False: a whole day.</param>
/// <param name="Zone">Where; null: wherever one is (floating), a whole day, or a zone that nobody knows.</param>
/// <param name="UnknownZone">The name of a zone that nobody knows; null: there is none such.</param>
public sealed record EventMoment(DateTime Local, bool HasTime, TimeZoneInfo? Zone = null, string? UnknownZone = null)
{
    /// <summary>The moment in the world; null: it depends on where one is.</summary>
    public DateTimeOffset? Instant => Zone is null || !HasTime ? null : new DateTimeOffset(Local, OffsetOf(Zone, Local));

    /// <summary>The clock of a place at that moment; a whole day and a floating time are the same everywhere.</summary>
    public DateTime In(TimeZoneInfo zone) => Instant is { } instant ? TimeZoneInfo.ConvertTime(instant, zone).DateTime : Local;

    /// <summary>RFC 5545 3.3.5: of a time that comes twice the first one is meant; one that is left out counts from before the gap.</summary>
    private static TimeSpan OffsetOf(TimeZoneInfo zone, DateTime local)
    {
        if (zone.IsAmbiguousTime(local))
            return zone.GetAmbiguousTimeOffsets(local).Max();
        // No gap is longer than the day that Samoa left out.
        return zone.IsInvalidTime(local) ? zone.GetUtcOffset(local.AddDays(-1)) : zone.GetUtcOffset(local);
    }
}
