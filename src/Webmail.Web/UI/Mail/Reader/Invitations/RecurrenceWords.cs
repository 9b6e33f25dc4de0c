using System.Globalization;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Invitations;

namespace Webmail.Web.UI.Mail.Reader.Invitations;

/// <summary>Says in words how an event comes again. What can't be said in full is not said by half.</summary>
public sealed class RecurrenceWords(EventTimes times, IStringLocalizer<Resources.Calendars> text)
{
    private static readonly DayOfWeek[] Workdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>The sentence; null if the event comes once.</summary>
    public string? Of(InvitedEvent one)
    {
        if (one.Recurrence is not { } rule)
            return one.Additions == 0 ? null : Number("Again_Dates", one.Additions);
        var sentence = Rule(rule, one.Start) ?? text["Again_Unsaid"].Value;
        if (rule.Until is { } until)
            sentence = text["Again_Until", sentence, times.ShortDay(until)];
        else if (rule.Count is { } count)
            sentence = text[count == 1 ? "Again_Count_One" : "Again_Count_Many", sentence, count];
        if (one.Additions > 0)
            sentence = text[one.Additions == 1 ? "Again_Also_One" : "Again_Also_Many", sentence, one.Additions];
        return sentence;
    }

    /// <summary>The dates that are left out; null if there is none.</summary>
    public string? Exceptions(InvitedEvent one)
    {
        var days = one.Exceptions.Select(times.ShortDay).ToList();
        return (days.Count, one.MoreExceptions) switch
        {
            (0, 0) => null,
            (0, var all) => Number("Except_Dates", all),
            (_, 0) => text["Except", Join(days)],
            (_, var more) => text[more == 1 ? "Except_More_One" : "Except_More_Many", string.Join(", ", days), more],
        };
    }

    private string? Rule(EventRecurrence rule, EventMoment? start)
    {
        if (rule.IsPartial)
            return null;
        return rule.Step switch
        {
            RecurrenceStep.Daily when rule is { Days.IsEmpty: true, MonthDays.IsEmpty: true, Months.IsEmpty: true } => Every("Day", rule.Interval),
            RecurrenceStep.Weekly when rule is { MonthDays.IsEmpty: true, Months.IsEmpty: true } => Weekly(rule, start),
            RecurrenceStep.Monthly when rule.Months.IsEmpty && InMonth(rule, start) is { } day => text["Again_On", Every("Month", rule.Interval), day],
            RecurrenceStep.Yearly when InYear(rule, start) is { } day => text["Again_On", Every("Year", rule.Interval), day],
            _ => null,
        };
    }

    private string? Weekly(EventRecurrence rule, EventMoment? start)
    {
        var days = rule.Days.IsEmpty && start is not null ? [(start.Local.DayOfWeek, 0)] : rule.Days;
        if (days.IsEmpty || days.Any(static day => day.Item2 != 0))
            return null;
        var week = CultureInfo.CurrentCulture.DateTimeFormat.FirstDayOfWeek;
        var ordered = days.Select(static day => day.Item1).Distinct().OrderBy(day => (day - week + 7) % 7).ToList();
        if (rule.Interval == 1 && ordered.Count == Workdays.Length && Workdays.All(ordered.Contains))
            return text["Again_Workdays"];
        return text["Again_OnDays", Every("Week", rule.Interval), Join([.. ordered.Select(Name)])];
    }

    /// <summary>"the second Tuesday", "day 15"; null if it can't be said.</summary>
    private string? InMonth(EventRecurrence rule, EventMoment? start) => rule switch
    {
        { Days.IsEmpty: true, MonthDays.IsEmpty: true } => start is null ? null : MonthDays([start.Local.Day]),
        { Days.IsEmpty: true } => MonthDays(rule.MonthDays),
        { MonthDays.IsEmpty: true } => Places(rule),
        _ => null,
    };

    private string? InYear(EventRecurrence rule, EventMoment? start)
    {
        if (start is null || rule.Months.Length > 1 || (rule.Months.IsEmpty && !rule.Days.IsEmpty))
            return null;
        var month = rule.Months is [var named] ? named : start.Local.Month;
        if (!rule.Days.IsEmpty)
            return rule.MonthDays.IsEmpty && Places(rule) is { } day ? text["Again_InMonth", day, CultureInfo.CurrentCulture.DateTimeFormat.GetMonthName(month)].Value : null;
        var date = rule.MonthDays switch { [] => start.Local.Day, [var only and >= 1] => only, _ => 0 };
        // A leap year has every date that a rule can name.
        return date >= 1 && date <= DateTime.DaysInMonth(2024, month) ? new DateTime(2024, month, date).ToString("M", CultureInfo.CurrentCulture) : null;
    }

    private string? Places(EventRecurrence rule)
    {
        var days = new List<string>();
        foreach (var (day, place) in rule.Days)
        {
            var word = text[$"Place_{place}"];
            if (word.ResourceNotFound)
                return null;
            days.Add(text["Again_Place", word.Value, Name(day)]);
        }

        return Join(days);
    }

    private string? MonthDays(IReadOnlyList<int> days)
    {
        if (days.Any(static day => day is not (-1 or (>= 1 and <= 31))))
            return null;
        var named = days.Select(day => day < 0 ? text["Again_LastDay"].Value : text["Again_MonthDay", day].Value).ToList();
        return Join(named);
    }

    private string Every(string step, int interval) => interval == 1 ? text[$"Every_{step}_One"] : text[$"Every_{step}_Many", interval];

    private string Number(string key, int number) => number == 1 ? text[$"{key}_One"] : text[$"{key}_Many", number];

    private string Join(List<string> parts) => parts.Count switch
    {
        1 => parts[0],
        _ => text["List_And", string.Join(", ", parts.Take(parts.Count - 1)), parts[^1]],
    };

    private static string Name(DayOfWeek day) => CultureInfo.CurrentCulture.DateTimeFormat.GetDayName(day);
}
