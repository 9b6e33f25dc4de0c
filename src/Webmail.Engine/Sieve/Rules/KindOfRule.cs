using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>Rules of ours by what they were made for.</summary>
public static class KindOfRule
{
    /// <summary>The script without rules of a kind.</summary>
    internal static FilterScript WithoutKind(this FilterScript script, RuleKind kind)
    {
        for (var i = script.Entries.Length - 1; i >= 0; i--)
        {
            if (script.Entries[i] is FilterEntry.Known { Owner: RuleOwner.Webmail, Rule: var rule } && rule.Kind == kind)
                script = script.Remove(i);
        }

        return script;
    }

    /// <summary>How many entries at the top are rules of these kinds: the place behind them.</summary>
    internal static int BehindKinds(this FilterScript script, params ReadOnlySpan<RuleKind> kinds)
    {
        var place = 0;
        while (place < script.Entries.Length && script.Entries[place] is FilterEntry.Known { Owner: RuleOwner.Webmail, Rule: var rule } && kinds.Contains(rule.Kind))
            place++;
        return place;
    }

    /// <summary>The text of our rules of a kind, to tell whether somebody changed them; empty if there are none.</summary>
    public static string SourceOf(this FilterScript script, RuleKind kind)
    {
        ArgumentNullException.ThrowIfNull(script);
        return string.Concat(script.Entries.Where(entry => entry is FilterEntry.Known { Owner: RuleOwner.Webmail, Rule: var rule } && rule.Kind == kind).Select(entry => entry.Source.Trim()));
    }

    /// <summary>Whether something else than our <see cref="Vacation"/> answers mail: servers take two answers to a message for a fault (RFC 5230 4.7).</summary>
    public static bool HasForeignReply(this FilterScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        return script.Entries.Any(entry => entry switch
        {
            FilterEntry.Known { Owner: RuleOwner.Webmail, Rule.Kind: RuleKind.Vacation } => false,
            FilterEntry.Known { Rule: var rule } => rule.IsEnabled && rule.Actions.Any(action => action is FilterAction.Reply),
            _ => SieveScript.TryParse(entry.Source, out var block, out _) && SieveExtensions.UsedBy(block.Commands).Contains("vacation"),
        });
    }
}
