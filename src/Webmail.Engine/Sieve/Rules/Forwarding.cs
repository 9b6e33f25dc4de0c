namespace Webmail.Engine.Sieve.Rules;

/// <summary>All mail goes on to another address.</summary>
/// <param name="Address">Where to.</param>
/// <param name="KeepCopy">It is filed here too; else it leaves this mailbox, and no other rule sees it.</param>
public sealed record Forwarding(string Address, bool KeepCopy)
{
    /// <summary>Off: it stays in the script and does nothing.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>The forwarding of a script; null if there is none of ours.</summary>
    public static Forwarding? Of(FilterScript script) =>
        script.Entries.OfType<FilterEntry.Known>().Select(entry => entry.Rule).FirstOrDefault(rule => rule.Kind == RuleKind.Forwarding) is { } rule
        && rule.Actions.OfType<FilterAction.Redirect>().FirstOrDefault() is { } redirect
            ? new Forwarding(redirect.Address, redirect.Copy) { IsEnabled = rule.IsEnabled } : null;

    /// <summary>The script with this forwarding in place of the one it has: before all filters, as they may stop; behind blocked senders and the vacation.</summary>
    /// <exception cref="ArgumentException">The address is none.</exception>
    public static FilterScript Put(FilterScript script, Forwarding? forwarding, SieveFeatures features)
    {
        var without = script.WithoutKind(RuleKind.Forwarding);
        if (forwarding is null)
            return without;
        return without.Insert(without.BehindKinds(RuleKind.Blocked, RuleKind.Vacation), forwarding.Rule(), features);
    }

    /// <summary>What keeps it from being written.</summary>
    public IReadOnlyList<RuleProblem> Problems(SieveFeatures features, bool expands) => RuleCheck.Problems(Rule(), features, expands);

    private FilterRule Rule()
    {
        var redirect = new FilterAction.Redirect(Address, KeepCopy);
        return new FilterRule { Kind = RuleKind.Forwarding, IsEnabled = IsEnabled, Actions = KeepCopy ? [redirect] : [redirect, new FilterAction.Stop()] };
    }
}
