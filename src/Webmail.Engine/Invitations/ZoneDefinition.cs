using System.Collections.Immutable;
using System.Globalization;

namespace Webmail.Engine.Invitations;

/// <summary>A time zone that a calendar brings along (VTIMEZONE, RFC 5545 3.6.5).</summary>
/// <param name="Id">Its name within the calendar.</param>
/// <param name="Lines">Its lines, with those of its observances.</param>
internal sealed record ZoneDefinition(string Id, ImmutableArray<CalendarLine> Lines)
{
    /// <summary>As a zone of our own; null if it says what ours can't, or nothing that makes sense.</summary>
    /// <exception cref="ArgumentException">Its numbers make no zone.</exception>
    /// <exception cref="InvalidTimeZoneException">Nor do they together.</exception>
    public TimeZoneInfo? ToZone()
    {
        if (Newest("STANDARD") is not { } standard)
            return null;
        if (Newest("DAYLIGHT") is not { } daylight)
            return TimeZoneInfo.CreateCustomTimeZone(Id, standard.Offset, Id, Id);
        var delta = daylight.Offset - standard.Offset;
        if (daylight.Rule is not { } begins || standard.Rule is not { } ends || delta.Duration() > TimeSpan.FromHours(12))
            return null;
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(DateTime.MinValue.Date, DateTime.MaxValue.Date, delta, begins, ends);
        return TimeZoneInfo.CreateCustomTimeZone(Id, standard.Offset, Id, Id, Id, [rule]);
    }

    /// <summary>The name of a known zone that it says it is.</summary>
    public string? Location => Lines.FirstOrDefault(static line => line.Name == "X-LIC-LOCATION")?.Value;

    /// <summary>The observance that began last: what held before is the past.</summary>
    private (TimeSpan Offset, TimeZoneInfo.TransitionTime? Rule)? Newest(string kind)
    {
        (DateTime Onset, TimeSpan Offset, TimeZoneInfo.TransitionTime? Rule)? newest = null;
        for (var i = 0; i < Lines.Length; i++)
        {
            if (Lines[i] is not { Name: "BEGIN" } || !Lines[i].Value.Trim().Equals(kind, StringComparison.OrdinalIgnoreCase))
                continue;
            var own = Lines.Skip(i + 1).TakeWhile(static line => line.Name != "END").ToList();
            var value = own.Find(static line => line.Name == "DTSTART")?.Value ?? "";
            if (!DateTime.TryParseExact(value.TrimEnd('Z'), "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var onset)
                || Offset(own.Find(static line => line.Name == "TZOFFSETTO")?.Value) is not { } offset)
                continue;
            if (newest is null || onset >= newest.Value.Onset)
                newest = (onset, offset, Rule(own.Find(static line => line.Name == "RRULE")?.Value, onset));
        }

        return newest is { } found ? (found.Offset, found.Rule) : null;
    }

    private static TimeSpan? Offset(string? value)
    {
        if (value is not { Length: 5 or 7 } || value[0] is not ('+' or '-') || !int.TryParse(value.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        var minutes = value.Length == 7 ? number / 100 : number;
        var offset = new TimeSpan(minutes / 100, minutes % 100, 0);
        // .NET knows offsets of up to 14 hours; the world has no larger ones.
        return offset <= TimeSpan.FromHours(14) ? value[0] == '-' ? -offset : offset : null;
    }

    /// <summary>Each year on the nth weekday of a month, or on a date: what all programs write.</summary>
    private static TimeZoneInfo.TransitionTime? Rule(string? rule, DateTime onset)
    {
        if (rule is null || Recurrences.Parse(rule) is not { Step: RecurrenceStep.Yearly, Interval: 1, IsPartial: false } read)
            return null;
        var time = new DateTime(1, 1, 1, onset.Hour, onset.Minute, onset.Second);
        var month = read.Months is [var named] ? named : onset.Month;
        return read switch
        {
            { Days: [(var day, var place and (>= 1 and <= 4 or -1))], MonthDays.IsEmpty: true } => TimeZoneInfo.TransitionTime.CreateFloatingDateRule(time, month, place < 0 ? 5 : place, day),
            { Days.IsEmpty: true, MonthDays: [var date and >= 1] } => TimeZoneInfo.TransitionTime.CreateFixedDateRule(time, month, date),
            // "The Sunday on or after the 8th" is another way to say "the second Sunday".
            { Days: [(var day, 0)], MonthDays: [var first, ..] dates } when first >= 1 && first % 7 == 1 && dates.Length == 7 => TimeZoneInfo.TransitionTime.CreateFloatingDateRule(time, month, (first + 6) / 7, day),
            { Days.IsEmpty: true, MonthDays.IsEmpty: true } => TimeZoneInfo.TransitionTime.CreateFixedDateRule(time, month, onset.Day),
            _ => null,
        };
    }
}
