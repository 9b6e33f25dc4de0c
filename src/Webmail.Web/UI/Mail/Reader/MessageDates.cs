using System.Globalization;
using Webmail.Engine.Storage;

namespace Webmail.Web.UI.Mail.Reader;

/// <summary>Dates above a message, in the person's zone and culture.</summary>
/// <param name="Zone">The person's choice, else what their browser said, else the server's.</param>
/// <param name="Now">The time of the answer.</param>
public sealed record MessageDates(TimeZoneInfo Zone, DateTimeOffset Now)
{
    /// <summary>For the person who asks.</summary>
    public static MessageDates For(HttpContext context, PersonSettings settings, TimeProvider time) =>
        new(TimeZoneInfo.TryFindSystemTimeZoneById(settings.TimeZone ?? context.Request.Cookies["tz"] ?? "", out var zone) ? zone : TimeZoneInfo.Local, time.GetUtcNow());

    /// <summary>Today and yesterday by their words, else the date; always with the time.</summary>
    public string Of(DateTimeOffset date, Func<string, string> word)
    {
        var local = TimeZoneInfo.ConvertTime(date, Zone).DateTime;
        var days = (TimeZoneInfo.ConvertTime(Now, Zone).Date - local.Date).Days;
        var day = days switch
        {
            0 => word("Group_Today"),
            1 => word("Group_Yesterday"),
            _ => local.ToString("d", CultureInfo.CurrentCulture),
        };
        return $"{day}, {local.ToString("t", CultureInfo.CurrentCulture)}";
    }

    /// <summary>The date in full.</summary>
    public string FullOf(DateTimeOffset date) => TimeZoneInfo.ConvertTime(date, Zone).DateTime.ToString("f", CultureInfo.CurrentCulture);
}
