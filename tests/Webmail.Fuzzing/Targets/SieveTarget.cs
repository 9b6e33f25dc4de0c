using System.Text.RegularExpressions;
using Webmail.Engine.Sieve.Language;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Fuzzing.Targets;

/// <summary>A script: it is refused with a place, or kept to the last octet, also by a change of one of its rules.</summary>
internal sealed partial class SieveTarget : FuzzTarget
{
    private static readonly SieveFeatures Features = new(
        [
            "fileinto", "reject", "ereject", "envelope", "body", "vacation", "vacation-seconds", "imap4flags", "relational", "comparator-i;ascii-numeric", "subaddress", "copy",
            "mailbox", "special-use", "date", "index", "variables", "duplicate", "regex", "enotify", "spamtest", "mime",
        ],
        ["mailto"], 4);

    public override string Name => "sieve";

    public override void Check(byte[] input)
    {
        var text = SieveText.Decode(input);
        Demand(SieveText.Encode(text).AsSpan().SequenceEqual(input) ? null : "octets are lost", "text");
        if (!SieveScript.TryParse(text, out var script, out var error))
        {
            var position = error.Position;
            Demand(position.Offset >= 0 && position.Offset <= text.Length && position.Line >= 1 && position.Column >= 1 ? null : $"{position}", "the place of a fault");
            return;
        }

        DemandSame(text, script.ToString(), "script");
        Demand(FilterScript.TryRead(text, out var rules, out _) ? null : "a script that is none", "rules");
        DemandSame(text, rules!.Text, "rules");
        CheckChanges(rules);
    }

    private static void CheckChanges(FilterScript script)
    {
        for (var i = 0; i < script.Entries.Length; i++)
        {
            if (script.Entries[i] is not FilterEntry.Known { IsEditable: true } known)
                continue;
            // Two of a kind are enough: each change reads the script anew.
            if (i >= 4)
                return;
            CheckRemoval(script, i);
            if (RuleCheck.Problems(known.Rule, Features, script.Expands).Count == 0)
                CheckWriting(script, i, known.Rule);
        }
    }

    private static void CheckRemoval(FilterScript script, int index)
    {
        var left = script.Remove(index);
        Demand(left.Entries.Length == script.Entries.Length - 1 ? null : "another entry went with it", "a rule removed");
        for (var i = 0; i < left.Entries.Length; i++)
            DemandSame(Code(script.Entries[i < index ? i : i + 1]), Code(left.Entries[i]), "what stands beside a rule removed");
    }

    private static void CheckWriting(FilterScript script, int index, FilterRule rule)
    {
        // Off and on again: both are written by us.
        var turned = rule with { IsEnabled = !rule.IsEnabled };
        var written = script.Replace(index, turned, Features);
        Demand(written.Entries.Length == script.Entries.Length ? null : "another number of entries", "a rule written");
        var read = written.Entries[index] is FilterEntry.Known known ? known.Rule : null;
        Demand(read is null ? "it is no rule any more" : null, "a rule written");
        DemandSame(Said(turned), Said(read!), "a rule, written and read");
    }

    /// <summary>All that a rule says, as its script and its name, of which control characters may become spaces: Roundcube reads it to the end of a line.</summary>
    private static string Said(FilterRule rule) => $"{Controls().Replace(rule.Name, " ").Trim()}|{rule.Kind}|{rule.IsEnabled}|{new RuleWriter(Features, "\r\n").Write(rule)}";

    /// <summary>An entry from its name to its end: what is commented before it may have been that of the rule that is gone.</summary>
    private static string Code(FilterEntry entry) => SieveScript.TryParse(entry.Source, out var script, out _) && script.Commands is [var first, ..]
        ? entry.Source[first.NameToken.Position.Offset..(script.Commands[^1].Last.Position.Offset + 1)] : entry.Source.Trim();

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029]+")]
    private static partial Regex Controls();
}
