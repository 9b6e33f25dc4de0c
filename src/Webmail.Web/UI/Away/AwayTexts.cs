using System.Globalization;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Filters;
using Webmail.Web.UI.Filters.Saving;

namespace Webmail.Web.UI.Away;

/// <summary>Says moments, and what came of a change to out-of-office and forwarding.</summary>
public sealed class AwayTexts(IStringLocalizer<Resources.Away> texts, IStringLocalizer<Resources.Filters> filters)
{
    /// <summary>The day and the time, as the person's language has them.</summary>
    public string Moment(DateTimeOffset moment, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(moment, zone).ToString(texts["MomentFormat"], CultureInfo.CurrentCulture);

    /// <summary>The day alone, with its year if that is another than now's.</summary>
    public string Day(DateTimeOffset moment, TimeZoneInfo zone, DateTimeOffset now)
    {
        var (day, today) = (TimeZoneInfo.ConvertTime(moment, zone), TimeZoneInfo.ConvertTime(now, zone));
        return day.ToString(texts[day.Year == today.Year ? "DayFormat" : "DayFormatYear"], CultureInfo.CurrentCulture);
    }

    /// <summary>Days of the week in a row, from Monday on.</summary>
    public static string Days(IEnumerable<DayOfWeek> days) =>
        string.Join(", ", days.OrderBy(FromMonday).Select(day => CultureInfo.CurrentCulture.DateTimeFormat.GetDayName(day)));

    /// <summary>The place of a day in a week that begins on Monday.</summary>
    public static int FromMonday(DayOfWeek day) => ((int)day + 6) % 7;

    /// <summary>Why a change was not made; null: it was, or there was nothing to change.</summary>
    public ScriptNotice? WhyNot(RuleChange change) => change switch
    {
        RuleChange.Made or RuleChange.NotNeeded => null,
        RuleChange.Unreadable unreadable => new ScriptNotice(texts["Unreadable", unreadable.Error.Position.Line]),
        RuleChange.Unfit { Problem: var problem } => new ScriptNotice(Why(problem)),
        RuleChange.NotSaved { Saving: var saving } => ScriptWords.Of(saving, filters),
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    /// <summary>What is wrong with a rule that should have been written.</summary>
    private string Why(RuleProblem problem) => problem.Kind switch
    {
        RuleProblemKind.NotOffered => texts["Problem_NotOffered", problem.Detail],
        RuleProblemKind.WouldBeReplaced => texts["Problem_WouldBeReplaced", problem.Detail],
        RuleProblemKind.BadAddress => texts["Fault_AddressInvalid", problem.Detail],
        RuleProblemKind.BadCharacter => texts["Problem_BadCharacter"],
        _ => texts["Problem_Other"],
    };
}
