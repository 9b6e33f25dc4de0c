using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Web.UI.Filters.Saving;

/// <summary>Finds the rules that a server's words on a script are about.</summary>
internal static partial class RuleLines
{
    /// <summary>The words by the place of the rule; what names no line, or one above all rules, is left out.</summary>
    /// <param name="serverText">What the server said: Pigeonhole and timsieved begin each remark with <c>line 12:</c>.</param>
    /// <param name="script">The script that it said it of.</param>
    public static ImmutableDictionary<int, string> Find(string serverText, FilterScript script)
    {
        var found = ImmutableDictionary.CreateBuilder<int, string>();
        foreach (var remark in serverText.Split('\n'))
        {
            if (Line().Match(remark) is not { Success: true } match || !int.TryParse(match.Groups["line"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var line))
                continue;
            // Commands stand one after the other: the last one that begins on this line or above it.
            var entry = script.Entries.Count(one => one.Position.Line <= line) - 1;
            if (entry < 0)
                continue;
            var words = match.Groups["words"].Value.Trim();
            found[entry] = found.TryGetValue(entry, out var before) ? $"{before}\n{words}" : words;
        }

        return found.ToImmutable();
    }

    [GeneratedRegex(@"\bline (?<line>[0-9]+):?(?<words>[^\r\n]*)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Line();
}
