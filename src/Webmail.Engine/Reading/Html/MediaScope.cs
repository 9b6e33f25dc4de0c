using System.Text.RegularExpressions;

namespace Webmail.Engine.Reading.Html;

/// <summary>The windows that a sender's rules are for.</summary>
/// <param name="Condition">The media query; null: all windows.</param>
/// <param name="IsDark">Whether they are for dark pages: the switch between light and dark is ours, not the device's.</param>
internal sealed partial record MediaScope(string? Condition, bool IsDark = false)
{
    /// <summary>Rules without a condition.</summary>
    public static readonly MediaScope All = new(Condition: null);

    /// <summary>Reads a media query; null if its rules are not kept.</summary>
    public static MediaScope? Of(string query)
    {
        if (!CssText.IsHarmlessCondition(query))
            return null;
        if (!query.Contains("prefers-color-scheme", StringComparison.OrdinalIgnoreCase))
            return new MediaScope(query);
        // "not", and lists of which only some speak of colours, mean something else than what is left without the words.
        if (query.Contains("not ", StringComparison.OrdinalIgnoreCase) || query.Contains(',', StringComparison.Ordinal) || Scheme().Match(query) is not { Success: true } scheme)
            return null;
        var rest = query.Remove(scheme.Index, scheme.Length).Trim();
        rest = rest is "" or "all" or "screen" or "only screen" ? "" : rest;
        return new MediaScope(rest.Length == 0 ? null : rest, scheme.Groups[1].ValueSpan.Equals("dark", StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"(?:\band\s+)?\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)(?:\s+and\b(?=\s*\())?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();
}
