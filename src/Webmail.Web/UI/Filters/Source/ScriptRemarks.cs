using System.Globalization;
using System.Text.RegularExpressions;

namespace Webmail.Web.UI.Filters.Source;

/// <summary>What a server said of the lines of a script.</summary>
internal static partial class ScriptRemarks
{
    // More is not read by anybody; the first fault makes most of the others.
    private const int Most = 50;

    /// <summary>The remarks that name a line.</summary>
    /// <param name="serverText">What the server said: Pigeonhole and timsieved begin each remark with <c>line 12:</c>.</param>
    public static IReadOnlyList<(int Line, string Text)> Of(string serverText) =>
        [.. serverText.Split('\n').Select(remark => Named().Match(remark)).Where(match => match.Success)
            .Select(match => (int.TryParse(match.Groups["line"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : 0, match.Groups["words"].Value.Trim()))
            .Where(remark => remark.Item1 > 0 && remark.Item2.Length > 0).Take(Most)];

    [GeneratedRegex(@"\bline (?<line>[0-9]+):(?<words>[^\r\n]*)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
