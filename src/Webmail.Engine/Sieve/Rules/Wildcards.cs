using System.Text;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>Text and the patterns of <c>:matches</c> (RFC 5228 2.7.1).</summary>
internal static class Wildcards
{
    /// <summary>A pattern that matches this text and no other.</summary>
    public static string Escape(string text)
    {
        var pattern = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '*' or '?' or '\\')
                pattern.Append('\\');
            pattern.Append(character);
        }

        return pattern.ToString();
    }

    /// <summary>What a pattern wants at the beginning, if it wants nothing else.</summary>
    public static string? Beginning(string pattern) => pattern.EndsWith('*') ? Unescape(pattern.AsSpan(0, pattern.Length - 1)) : null;

    /// <summary>What a pattern wants at the end, if it wants nothing else.</summary>
    public static string? Ending(string pattern) => pattern.StartsWith('*') ? Unescape(pattern.AsSpan(1)) : null;

    /// <summary>The only text that a pattern matches; null if it has a wildcard, or ends with half an escape.</summary>
    private static string? Unescape(ReadOnlySpan<char> pattern)
    {
        var text = new StringBuilder(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is '*' or '?')
                return null;
            if (pattern[i] == '\\' && ++i == pattern.Length)
                return null;
            text.Append(pattern[i]);
        }

        return text.ToString();
    }
}
