using System.Buffers;

namespace Webmail.Engine.Reading.Html;

/// <summary>Judges CSS text that AngleSharp.Css has written, so strings are closed and escapes are resolved.</summary>
internal static class CssText
{
    private static readonly SearchValues<char> NotInStrings = SearchValues.Create("<>\\{}\n");
    private static readonly SearchValues<char> NotInAddresses = SearchValues.Create("\"'\\()<> ");
    private static readonly SearchValues<char> NotInSelectors = SearchValues.Create("<{};@\n\r\f\0");

    /// <summary>
    /// True if a value has no character that could end the declaration or the style element, only functions of
    /// <see cref="HtmlAllowLists.CssFunctions"/>, and only addresses that <paramref name="allowsUrl"/> accepts.
    /// </summary>
    public static bool IsHarmlessValue(string value, Func<string, bool> allowsUrl)
    {
        for (var at = 0; at < value.Length; at++)
        {
            var c = value[at];
            if (c is '<' or '>' or '\\' or '{' or '}' or '@' || char.IsControl(c))
                return false;
            if (c is '"' or '\'')
            {
                var end = value.IndexOf(c, at + 1);
                if (end < 0 || value.AsSpan(at, end - at).ContainsAny(NotInStrings))
                    return false;
                at = end;
            }
            else if (c == '/' && at + 1 < value.Length && value[at + 1] is '*' or '/')
                return false;
            else if (c == '(')
            {
                var name = FunctionBefore(value, at);
                if (name.Equals("url", StringComparison.OrdinalIgnoreCase))
                {
                    // Always written in double quotes; an address with one inside would have a backslash.
                    var end = at + 1 < value.Length && value[at + 1] == '"' ? value.IndexOf('"', at + 2) : -1;
                    if (end < 0 || end + 1 >= value.Length || value[end + 1] != ')' || !allowsUrl(value[(at + 2)..end]))
                        return false;
                    at = end + 1;
                }
                else if (name.Length > 0 && !HtmlAllowLists.CssFunctions.Contains(name))
                    return false;
            }
        }
        return true;
    }

    /// <summary>True for an address that a picture may be loaded from, once the person has agreed.</summary>
    public static bool IsRemoteImage(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && !url.AsSpan().ContainsAny(NotInAddresses) && SafeLink.HasName(uri);

    /// <summary>True for a selector that can't end its rule. Escaped punctuation (<c>.sm\:w-full</c>) is common and stays.</summary>
    public static bool IsHarmlessSelector(string? selector) =>
        selector is { Length: > 0 and < 2_000 } && !selector.AsSpan().ContainsAny(NotInSelectors) && selector.AsSpan().Count('"') % 2 == 0
        && !selector.Contains("/*", StringComparison.Ordinal) && !selector.EndsWith('\\') && !selector.Contains("::", StringComparison.Ordinal);

    /// <summary>True for a media query of words, numbers and comparisons by name.</summary>
    public static bool IsHarmlessCondition(string condition) =>
        condition.Length is > 0 and < 500 && condition.All(static c => char.IsAsciiLetterOrDigit(c) || " ,():-./%".Contains(c, StringComparison.Ordinal));

    private static string FunctionBefore(string value, int bracket)
    {
        var start = bracket;
        while (start > 0 && (char.IsAsciiLetterOrDigit(value[start - 1]) || value[start - 1] is '-' or '_' || value[start - 1] > 127))
            start--;
        return value[start..bracket];
    }
}
