using System.Globalization;

namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>The date-parts of RFC 5260 4.2.</summary>
internal static class DateText
{
    // RFC 5260 4.2: the Modified Julian Day of 1858-11-17 is zero.
    private static readonly DateOnly JulianZero = new(1858, 11, 17);

    /// <summary>The part as text; null: there is no such part.</summary>
    public static string? Part(DateTimeOffset moment, string part)
    {
        var zone = $"{(moment.Offset < TimeSpan.Zero ? '-' : '+')}{moment.Offset:hhmm}";
        return part.ToLowerInvariant() switch
        {
            "year" => Format("yyyy"),
            "month" => Format("MM"),
            "day" => Format("dd"),
            "date" => Format("yyyy-MM-dd"),
            "julian" => (DateOnly.FromDateTime(moment.Date).DayNumber - JulianZero.DayNumber).ToString(CultureInfo.InvariantCulture),
            "hour" => Format("HH"),
            "minute" => Format("mm"),
            "second" => Format("ss"),
            "time" => Format("HH:mm:ss"),
            "iso8601" => Format("yyyy-MM-ddTHH:mm:sszzz"),
            "std11" => $"{Format("ddd, dd MMM yyyy HH:mm:ss")} {zone}",
            "zone" => zone,
            "weekday" => ((int)moment.DayOfWeek).ToString(CultureInfo.InvariantCulture),
            _ => null,
        };

        string Format(string format) => moment.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>An offset such as <c>-0500</c>; null: it is none.</summary>
    public static TimeSpan? Zone(string zone) =>
        zone is ['+' or '-', .. { Length: 4 } digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1400
            ? (zone[0] == '-' ? -1 : 1) * new TimeSpan(number / 100, number % 100, 0) : null;
}
