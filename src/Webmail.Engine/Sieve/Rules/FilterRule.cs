using System.Collections.Immutable;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>One rule: what it asks, and what it does when that holds.</summary>
public sealed record FilterRule
{
    /// <summary>What the person calls it; may be empty, and may hold any character.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it was made for.</summary>
    public RuleKind Kind { get; init; }

    /// <summary>Off: it stays in the script and does nothing.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>What it asks.</summary>
    public FilterTest.Group Condition { get; init; } = FilterTest.Group.Everything;

    /// <summary>What it does, in this order; flags come first in the script, as they count for what is filed after them.</summary>
    public ImmutableArray<FilterAction> Actions { get; init; } = [];
}
