using System.Globalization;
using Microsoft.Extensions.Localization;
using MailText = Webmail.Web.Resources.Mail;

namespace Webmail.Web.UI.Mail.List;

/// <summary>The heading that a date falls under, and the short form of the date for a row (ui.md section 5). In the person's zone and culture.</summary>
public sealed class DateGroup(IStringLocalizer<MailText> text, TimeZoneInfo zone, DateTimeOffset now)
{
    private readonly DateTime _today = TimeZoneInfo.ConvertTime(now, zone).Date;

    /// <summary>Today, Yesterday, This week, Last week, then months.</summary>
    public string HeadingOf(DateTimeOffset date)
    {
        var day = TimeZoneInfo.ConvertTime(date, zone).Date;
        var week = _today.AddDays(-((int)_today.DayOfWeek - (int)CultureInfo.CurrentCulture.DateTimeFormat.FirstDayOfWeek + 7) % 7);
        if (day >= _today) return text["Group_Today"];
        if (day == _today.AddDays(-1)) return text["Group_Yesterday"];
        if (day >= week) return text["Group_ThisWeek"];
        if (day >= week.AddDays(-7)) return text["Group_LastWeek"];
        return day.ToString(day.Year == _today.Year ? "MMMM" : "MMMM yyyy", CultureInfo.CurrentCulture);
    }

    /// <summary>Time today, the word for yesterday, the weekday in the last six days, else the date.</summary>
    public string ShortOf(DateTimeOffset date)
    {
        if (date == default) return "";
        var local = TimeZoneInfo.ConvertTime(date, zone).DateTime;
        var culture = CultureInfo.CurrentCulture;
        if (local.Date >= _today) return local.ToString("t", culture);
        if (local.Date == _today.AddDays(-1)) return text["Group_Yesterday"];
        if (local.Date > _today.AddDays(-7)) return local.ToString("ddd", culture) + (culture.TwoLetterISOLanguageName == "de" ? "." : "");
        return local.Year == _today.Year ? local.ToString(text["DateFormat_ThisYear"], culture) : local.ToString(text["DateFormat_OtherYear"], culture);
    }

    /// <summary>The date in full, for a tooltip.</summary>
    public string FullOf(DateTimeOffset date) => date == default ? "" : TimeZoneInfo.ConvertTime(date, zone).DateTime.ToString("f", CultureInfo.CurrentCulture);
}
