namespace Webmail.Engine.Sieve.Rules;

/// <summary>A sender whose mail a person does not want: it goes to the mailbox for spam, where it can still be found, and nothing else is done with it.</summary>
/// <param name="Address">The sender, as in From.</param>
public sealed record SenderBlock(string Address)
{
    /// <summary>Whether the script blocks the sender already.</summary>
    public bool IsIn(FilterScript script) =>
        script.Entries.OfType<FilterEntry.Known>().Any(entry => entry.Rule is { Kind: RuleKind.Blocked, IsEnabled: true } rule && IsFor(rule));

    /// <summary>The script that blocks the sender too: at the top, so that a blocked sender gets no automatic answer and is not forwarded.</summary>
    /// <param name="script">The script.</param>
    /// <param name="junk">IMAP name of the mailbox for spam.</param>
    /// <param name="features">What the server can do.</param>
    /// <exception cref="ArgumentException">The address is none.</exception>
    public FilterScript Put(FilterScript script, string junk, SieveFeatures features)
    {
        var without = RemoveFrom(script);
        return without.Insert(without.BehindKinds(RuleKind.Blocked), Rule(junk), features);
    }

    /// <summary>The script without this block, whether it was on or off.</summary>
    public FilterScript RemoveFrom(FilterScript script)
    {
        for (var i = script.Entries.Length - 1; i >= 0; i--)
        {
            if (script.Entries[i] is FilterEntry.Known { Owner: RuleOwner.Webmail, Rule: { Kind: RuleKind.Blocked } rule } && IsFor(rule))
                script = script.Remove(i);
        }

        return script;
    }

    /// <summary>What keeps it from being written.</summary>
    public IReadOnlyList<RuleProblem> Problems(string junk, SieveFeatures features, bool expands) => RuleCheck.Problems(Rule(junk), features, expands);

    private FilterRule Rule(string junk) => new()
    {
        Name = Address,
        Kind = RuleKind.Blocked,
        Condition = new FilterTest.Group(GroupMode.All, [new FilterTest.Address(["From"], AddressPart.All, new TextMatch(MatchKind.Is, [Address]))]),
        Actions = [new FilterAction.FileInto(junk, Create: true, SpecialUse: @"\Junk"), new FilterAction.Stop()],
    };

    // Somebody may have added to the rule; then it blocks more than this sender, and is not this one.
    private bool IsFor(FilterRule rule) =>
        rule.Condition is { IsNegated: false, Tests: [FilterTest.Address { IsNegated: false, Headers: ["From"], Part: AddressPart.All, Match: { Kind: MatchKind.Is, Keys: [var key] } }] }
        && key.Equals(Address, StringComparison.OrdinalIgnoreCase);
}
