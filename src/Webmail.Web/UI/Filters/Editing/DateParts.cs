using System.Globalization;

namespace Webmail.Web.UI.Filters.Editing;

/// <summary>Parts of a date (RFC 5260 4.2) and the fields that a person types them in.</summary>
internal static class DateParts
{
    private const string SieveTime = "HH:mm:ss", InputTime = "HH:mm";

    /// <summary>The parts that are offered; what else a script asks stays as it is.</summary>
    public static readonly string[] Offered = ["date", "time", "weekday", "hour", "day", "month", "year"];

    /// <summary>How values of a part stand to each other: as days, times or numbers.</summary>
    public static string KindOf(string part) => part switch { "date" => "Day", "time" or "iso8601" or "std11" => "Time", _ => "Value" };

    /// <summary>A weekday as Sieve writes it: 0 is Sunday.</summary>
    public static string Of(DayOfWeek day) => ((int)day).ToString(CultureInfo.InvariantCulture);

    /// <summary>A value as the browser's field wants it.</summary>
    public static string ToInput(string part, string value) =>
        part == "time" && TimeOnly.TryParseExact(value, SieveTime, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToString(InputTime, CultureInfo.InvariantCulture)
        : IsNumber(part) && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : value;

    /// <summary>A value as Sieve writes it; null for one that is none.</summary>
    public static string? FromInput(string part, string typed) => part switch
    {
        "date" => DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? typed : null,
        // Browsers leave the seconds out where they are none.
        "time" => TimeOnly.TryParse(typed, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToString(SieveTime, CultureInfo.InvariantCulture) : null,
        _ when int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => part switch
        {
            "year" => number is >= 0 and <= 9999 ? $"{number:0000}" : null,
            "month" => number is >= 1 and <= 12 ? $"{number:00}" : null,
            "day" => number is >= 1 and <= 31 ? $"{number:00}" : null,
            "hour" => number is >= 0 and <= 23 ? $"{number:00}" : null,
            _ => typed,
        },
        _ => null,
    };

    private static bool IsNumber(string part) => part is "year" or "month" or "day" or "hour";
}
