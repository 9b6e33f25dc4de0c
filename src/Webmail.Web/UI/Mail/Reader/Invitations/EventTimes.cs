using System.Globalization;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Invitations;

namespace Webmail.Web.UI.Mail.Reader.Invitations;

/// <summary>Says when an event is, on the person's clock and in their culture.</summary>
public sealed class EventTimes(MessageDates dates, IStringLocalizer<Resources.Calendars> text)
{
    /// <summary>The whole time, such as "Tuesday, 3 March 2026, 10:00–11:00".</summary>
    public string When(InvitedEvent one) => one.Start is { } start ? Span(start, one.End, dates.Zone, withDay: true) : text["When_Unknown"];

    /// <summary>A date, or a date and a time.</summary>
    public string Of(EventMoment moment) => moment.HasTime ? text["When_At", Day(moment.In(dates.Zone)), Clock(moment.In(dates.Zone))] : Day(moment.Local);

    /// <summary>A date alone, in short.</summary>
    public string ShortDay(EventMoment moment) => moment.In(dates.Zone).ToString("d", CultureInfo.CurrentCulture);

    /// <summary>The date on the person's clock, for the sheet of the calendar.</summary>
    public DateTime? DayOf(InvitedEvent one) => one.Start?.In(dates.Zone);

    /// <summary>The same time where the event is, if clocks there go otherwise; null if they do not, or nothing is said of a place.</summary>
    public string? There(InvitedEvent one)
    {
        if (one.Start is not { Instant: { } at, Zone: { } zone } start || zone.Equals(TimeZoneInfo.Utc) || zone.GetUtcOffset(at) == dates.Zone.GetUtcOffset(at))
            return null;
        var isSameDay = start.Local.Date == start.In(dates.Zone).Date;
        return text["When_There", PlaceOf(zone), Span(start, one.End, zone, withDay: !isSameDay)];
    }

    /// <summary>Whether it is over: known only of what does not come again.</summary>
    public bool IsOver(InvitedEvent one)
    {
        if (one.Recurrence is not null || one.Additions > 0 || (one.End ?? one.Start) is not { } end)
            return false;
        return end.Instant is { } instant ? instant <= dates.Now : end.Local <= TimeZoneInfo.ConvertTime(dates.Now, dates.Zone).DateTime;
    }

    private string Span(EventMoment start, EventMoment? end, TimeZoneInfo zone, bool withDay)
    {
        var from = start.In(zone);
        if (!start.HasTime)
        {
            // RFC 5545 3.6.1: the end is the day after the last one.
            var last = end is { } after && after.Local.AddDays(-1) > start.Local ? after.Local.AddDays(-1).Date : start.Local.Date;
            return last == start.Local.Date ? text["When_Day", Day(start.Local)] : text["When_Days", Day(start.Local), Day(last)];
        }

        var to = end?.In(zone) ?? from;
        if (to <= from)
            return withDay ? text["When_At", Day(from), Clock(from)] : Clock(from);
        if (to.Date != from.Date)
            return text["When_Over", Day(from), Clock(from), Day(to), Clock(to)];
        var hours = text["When_Hours", Clock(from), Clock(to)];
        return withDay ? text["When_At", Day(from), hours] : hours;
    }

    private static string Day(DateTime day) => day.ToString("D", CultureInfo.CurrentCulture);

    private static string Clock(DateTime time) => time.ToString("t", CultureInfo.CurrentCulture);

    /// <summary>The town that a zone is called by.</summary>
    private static string PlaceOf(TimeZoneInfo zone) => zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');
}
