using Webmail.Engine.Sieve.Rules;

namespace Webmail.Web.UI.Filters.List;

/// <summary>What is done with a rule in the list. Out-of-office and forwarding may be several rules: they stay together.</summary>
internal static class RulesOfKind
{
    /// <summary>The script with a rule on or off.</summary>
    public static FilterScript Switch(FilterScript script, int index, bool isOn, SieveFeatures features) => KindOf(script, index) switch
    {
        RuleKind.Vacation when Vacation.Of(script) is { } vacation => Vacation.Put(script, vacation with { IsEnabled = isOn }, features),
        RuleKind.Forwarding when Forwarding.Of(script) is { } forwarding => Forwarding.Put(script, forwarding with { IsEnabled = isOn }, features),
        _ => script.Entries[index] is FilterEntry.Known known ? script.Replace(index, known.Rule with { IsEnabled = isOn }, features) : script,
    };

    /// <summary>The script without an entry.</summary>
    public static FilterScript Remove(FilterScript script, int index, SieveFeatures features) => KindOf(script, index) switch
    {
        RuleKind.Vacation when Vacation.Of(script) is not null => Vacation.Put(script, null, features),
        RuleKind.Forwarding when Forwarding.Of(script) is not null => Forwarding.Put(script, null, features),
        _ => script.Remove(index),
    };

    private static RuleKind KindOf(FilterScript script, int index) =>
        script.Entries[index] is FilterEntry.Known { Owner: RuleOwner.Webmail, Rule: var rule } ? rule.Kind : RuleKind.Filter;
}
