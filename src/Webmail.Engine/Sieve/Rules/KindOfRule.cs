namespace Webmail.Engine.Sieve.Rules;

/// <summary>Rules of ours by what they were made for.</summary>
internal static class KindOfRule
{
    /// <summary>The script without rules of a kind.</summary>
    public static FilterScript WithoutKind(this FilterScript script, RuleKind kind)
    {
        for (var i = script.Entries.Length - 1; i >= 0; i--)
        {
            if (script.Entries[i] is FilterEntry.Known { Owner: RuleOwner.Webmail, Rule: var rule } && rule.Kind == kind)
                script = script.Remove(i);
        }

        return script;
    }
}
