using Webmail.Engine.Sieve.Rules;

namespace Webmail.Web.UI.Filters.Trial;

/// <summary>What a condition asks, as text that can be compared.</summary>
internal static class RuleText
{
    /// <summary>The condition; null if it can't be asked yet, such as with a word that is missing.</summary>
    public static string? Of(FilterTest.Group condition, SieveFeatures features)
    {
        var rule = new FilterRule { Condition = condition, Actions = [new FilterAction.Keep()] };
        return RuleCheck.Problems(rule, features).Count > 0 ? null : FilterScript.Empty.Insert(0, rule, features).Text;
    }
}
