using System.Collections.Immutable;
using Ical.Net;
using Ical.Net.DataTypes;

namespace Webmail.Engine.Invitations;

/// <summary>Reads rules of recurrence into what can be said of them. No date is ever counted out, so that an endless rule costs nothing.</summary>
internal static class Recurrences
{
    /// <summary>Characters. The longest rule that a calendar's dialogue makes has about a hundred.</summary>
    private const int MaxLength = 1_000;

    /// <summary>Reads a rule. One that can't be read comes as one that is partial.</summary>
    /// <param name="text">The value of RRULE.</param>
    /// <param name="zone">Makes a moment of the rule's own end; left out, the end is lost.</param>
    public static EventRecurrence Parse(string text, Func<CalDateTime, EventMoment>? zone = null)
    {
        var unknown = new EventRecurrence { Step = RecurrenceStep.Other, IsPartial = true };
        if (text.Length > MaxLength)
            return unknown;
        try
        {
            return Of(new RecurrenceRule(text.Trim()), zone);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The library throws exceptions of many kinds for what a rule may not say.
            return unknown;
        }
    }

    private static EventRecurrence Of(RecurrenceRule rule, Func<CalDateTime, EventMoment>? zone)
    {
        var step = rule.Frequency switch
        {
            FrequencyType.Daily => RecurrenceStep.Daily,
            FrequencyType.Weekly => RecurrenceStep.Weekly,
            FrequencyType.Monthly => RecurrenceStep.Monthly,
            FrequencyType.Yearly => RecurrenceStep.Yearly,
            _ => RecurrenceStep.Other,
        };
        var days = rule.ByDay.Distinct().Select(static day => (day.DayOfWeek, Place: day.Offset ?? 0)).ToImmutableArray();
        var isPartial = step == RecurrenceStep.Other || rule.ByWeekNo.Count + rule.ByYearDay.Count + rule.ByHour.Count + rule.ByMinute.Count + rule.BySecond.Count > 0;
        // "The first of Tuesdays" is another way to say "the first Tuesday", which older programs have.
        if (rule.BySetPosition is [var only] && days is [(var day, 0)] && step is RecurrenceStep.Monthly or RecurrenceStep.Yearly && rule.ByMonthDay.Count == 0)
            days = [(day, only)];
        else
            isPartial |= rule.BySetPosition.Count > 0;
        return new EventRecurrence
        {
            Step = step,
            Interval = Math.Clamp(rule.Interval, 1, 10_000),
            Days = days,
            MonthDays = [.. rule.ByMonthDay.Distinct().Order()],
            Months = [.. rule.ByMonth.Where(static month => month is >= 1 and <= 12).Distinct().Order()],
            Count = rule.Count,
            Until = rule.Until is { } until && zone is not null ? zone(until) : null,
            IsPartial = isPartial,
        };
    }
}
