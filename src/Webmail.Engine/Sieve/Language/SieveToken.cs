using System.Text;

namespace Webmail.Engine.Sieve.Language;

/// <summary>One token with the white space and comments around it: all tokens of a script written one after the other are the script.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Leading">What stands before it, from the beginning of its line or the lines above.</param>
/// <param name="Text">The token as it was written.</param>
/// <param name="Trailing">What stands after it on its line, with the end of the line.</param>
/// <param name="Position">Where <paramref name="Text"/> begins.</param>
internal sealed record SieveToken(SieveTokenKind Kind, string Leading, string Text, string Trailing, SievePosition Position)
{
    /// <summary>What a string means: without quotation marks, escapes and doubled dots (RFC 5228 2.4.2).</summary>
    public string Value => Kind switch
    {
        SieveTokenKind.Quoted => Unescape(Text.AsSpan(1, Text.Length - 2)),
        SieveTokenKind.MultiLine => Unstuff(Text),
        SieveTokenKind.Tag => Text[1..].ToLowerInvariant(),
        SieveTokenKind.Identifier => Text.ToLowerInvariant(),
        _ => Text,
    };

    public bool Is(char punctuation) => Kind == SieveTokenKind.Punctuation && Text[0] == punctuation;

    public void Write(StringBuilder target) => target.Append(Leading).Append(Text).Append(Trailing);

    private static string Unescape(ReadOnlySpan<char> quoted)
    {
        var value = new StringBuilder(quoted.Length);
        for (var i = 0; i < quoted.Length; i++)
        {
            // RFC 5228 2.4.2: a backslash before any other character is left out too.
            if (quoted[i] == '\\' && i + 1 < quoted.Length)
                i++;
            value.Append(quoted[i]);
        }

        return value.ToString();
    }

    private static string Unstuff(string text)
    {
        var begin = text.IndexOf('\n', StringComparison.Ordinal) + 1;
        var value = new StringBuilder(text.Length - begin);
        foreach (var line in text.AsSpan(begin).EnumerateLinesWithEnds())
        {
            if (line.TrimEnd("\r\n") is ".")
                break;
            value.Append(line.StartsWith("..") ? line[1..] : line);
        }

        return value.ToString();
    }
}
