using System.Text;
using System.Text.RegularExpressions;

namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>
/// The regular expressions of the extension regex: POSIX extended, as servers use them, here by an engine whose time grows with the length of
/// the text only, whatever the pattern.
/// </summary>
internal static partial class SievePattern
{
    // What a person writes is shorter by far; the engine's own work grows with the pattern.
    private const int MaxPattern = 4096;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>The expression; null if it is none, or refers back to what it matched, which takes unbounded time.</summary>
    /// <param name="pattern">POSIX extended.</param>
    /// <param name="ignoreCase">By the comparator.</param>
    public static Regex? Compile(string pattern, bool ignoreCase = true)
    {
        if (pattern.Length > MaxPattern || Translate(pattern) is not { } translated)
            return null;
        try
        {
            var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
            return new Regex(translated, options, Timeout);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string? Translate(string pattern)
    {
        var text = new StringBuilder(pattern.Length + 8);
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\' when i + 1 == pattern.Length || char.IsAsciiDigit(pattern[i + 1]):
                    return null;
                case '\\':
                    i++;
                    // GNU's additions; before anything else a backslash takes its meaning away.
                    text.Append("wWsSbB".Contains(pattern[i], StringComparison.Ordinal) ? $"\\{pattern[i]}" : Literal(pattern[i]));
                    break;
                case '[':
                    if (!TryBracket(pattern, ref i, text))
                        return null;
                    break;
                case '(' when i + 1 < pattern.Length && pattern[i + 1] == '?':
                    return null;
                case '$':
                    text.Append(@"\z");
                    break;
                case '{' when !Interval().IsMatch(pattern.AsSpan(i)):
                    text.Append(@"\{");
                    break;
                case '#' or ' ' or '}':
                    text.Append(Literal(pattern[i]));
                    break;
                case var other:
                    text.Append(other);
                    if (other == '{')
                    {
                        while (pattern[i] != '}')
                            text.Append(pattern[++i]);
                    }

                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>POSIX 9.3.5: a backslash is itself, a closing bracket at the beginning too, and classes have names.</summary>
    private static bool TryBracket(string pattern, ref int i, StringBuilder text)
    {
        text.Append('[');
        var at = i + 1;
        if (at < pattern.Length && pattern[at] == '^')
            text.Append(pattern[at++]);
        var first = at;
        for (; at < pattern.Length; at++)
        {
            if (pattern[at] == ']' && at > first)
            {
                text.Append(']');
                i = at;
                return true;
            }

            if (pattern[at] == '[' && at + 1 < pattern.Length && pattern[at + 1] is ':' or '.' or '=')
            {
                var end = pattern.IndexOf(":]", at + 2, StringComparison.Ordinal);
                if (pattern[at + 1] != ':' || end < 0 || ClassOf(pattern[(at + 2)..end]) is not { } named)
                    return false;
                text.Append(named);
                at = end + 1;
            }
            else
            {
                text.Append(pattern[at] is '\\' or '[' or ']' or '^' ? $"\\{pattern[at]}" : pattern[at].ToString());
            }
        }

        return false;
    }

    private static string? ClassOf(string name) => name switch
    {
        "alpha" => "a-zA-Z",
        "digit" => "0-9",
        "alnum" => "a-zA-Z0-9",
        "upper" => "A-Z",
        "lower" => "a-z",
        "space" => @"\t-\r\x20",
        "blank" => @"\t\x20",
        "punct" => @"!-/:-@\[-`{-~",
        "xdigit" => "0-9A-Fa-f",
        "cntrl" => @"\x00-\x1f\x7f",
        "graph" => "!-~",
        "print" => @"\x20-~",
        _ => null,
    };

    private static string Literal(char character) => Regex.Escape(character.ToString()) is var escaped && character is '}' or ']' ? $"\\{character}" : escaped;

    [GeneratedRegex(@"^\{[0-9]{1,3}(,[0-9]{0,3})?\}")]
    private static partial Regex Interval();
}
