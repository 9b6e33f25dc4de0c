using System.Buffers;
using System.Globalization;
using System.Text;

namespace Webmail.Fuzzing.Judges;

/// <summary>Judges finished CSS character by character, as a browser reads it (CSS Syntax 4), without the parser that has written it.</summary>
internal sealed class SafeCss
{
    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "rgb", "rgba", "hsl", "hsla", "hwb", "calc", "min", "max", "clamp", "linear-gradient", "radial-gradient", "repeating-linear-gradient",
        "repeating-radial-gradient", "minmax", "repeat", "fit-content", "light-dark",
    };

    private static readonly SearchValues<char> NotInAddresses = SearchValues.Create("\"\\<>\n\r");

    private static readonly string[] NeverProperties =
    [
        "position", "z-index", "inset", "top", "left", "right", "bottom", "behavior", "-moz-binding", "content", "cursor", "filter", "transform", "animation",
        "transition", "src", "mask", "clip-path", "mix-blend-mode", "pointer-events", "will-change", "translate", "scale", "rotate", "zoom",
    ];

    private readonly string css;
    private readonly bool allowRemote;
    private readonly Stack<bool> blocks = new();
    private int at;

    private SafeCss(string css, bool allowRemote) => (this.css, this.allowRemote) = (css, allowRemote);

    /// <summary>What is wrong with a style attribute; null: nothing.</summary>
    public static string? InlineFault(string css, bool allowRemote)
    {
        var judge = new SafeCss(css, allowRemote);
        judge.blocks.Push(true);
        return judge.Judge(1);
    }

    /// <summary>What is wrong with a style sheet; null: nothing.</summary>
    public static string? SheetFault(string css, bool allowRemote) => new SafeCss(css, allowRemote).Judge(0);

    /// <summary>Whether an address is that of a raster picture within the message, or of one elsewhere where that is allowed.</summary>
    public static bool IsPicture(string address, bool allowRemote)
    {
        var lower = address.ToLowerInvariant();
        if (allowRemote && (lower.StartsWith("https://", StringComparison.Ordinal) || lower.StartsWith("http://", StringComparison.Ordinal)))
            return !address.AsSpan().ContainsAny(NotInAddresses);
        return lower.StartsWith("data:image/", StringComparison.Ordinal) && !lower.StartsWith("data:image/svg", StringComparison.Ordinal)
            && lower.IndexOf(";base64,", StringComparison.Ordinal) is > 0 and < 32;
    }

    /// <summary>True within declarations, false where selectors stand.</summary>
    private bool IsDeclaring => blocks.TryPeek(out var declares) && declares;

    private string? Judge(int depth)
    {
        // A property's name begins a declaration; later words are its value.
        var begins = true;
        var isMedia = false;
        while (at < css.Length)
        {
            var c = css[at];
            switch (c)
            {
                case '"' or '\'':
                    if (SkipString(c) is { } unclosed)
                        return unclosed;
                    break;
                case '<' or '\0':
                    return $"U+{(int)c:X4}";
                case '/' when at + 1 < css.Length && css[at + 1] == '*':
                    return "a comment";
                case '@':
                    at++;
                    isMedia = string.Equals(ReadName(), "media", StringComparison.OrdinalIgnoreCase);
                    if (!isMedia || blocks.Count > 0)
                        return "a rule that is no media rule";
                    break;
                case '{':
                    at++;
                    if (IsDeclaring)
                        return "a block within declarations";
                    blocks.Push(!isMedia);
                    (isMedia, begins) = (false, true);
                    break;
                case '}':
                    at++;
                    if (blocks.Count <= depth)
                        return "a block that ends and never began";
                    blocks.Pop();
                    begins = true;
                    break;
                case ';':
                    at++;
                    begins = true;
                    break;
                case '\\' or '-' or '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or > '\u007F':
                    if (WordFault(ReadName(), begins) is { } fault)
                        return fault;
                    begins = false;
                    break;
                default:
                    begins &= char.IsWhiteSpace(c);
                    at++;
                    break;
            }
        }

        return blocks.Count == depth ? null : "a block that never ends";
    }

    private string? WordFault(string word, bool begins)
    {
        if (!IsDeclaring)
            return null;
        if (begins && NeverProperties.Any(never => word.Equals(never, StringComparison.OrdinalIgnoreCase) || word.StartsWith(never + "-", StringComparison.OrdinalIgnoreCase)))
            return "the property " + word;
        if (begins && word.StartsWith("--", StringComparison.Ordinal))
            return "a property of the message's own";
        if (at >= css.Length || css[at] != '(')
            return null;
        if (!word.Equals("url", StringComparison.OrdinalIgnoreCase))
            return Functions.Contains(word) ? null : "the function " + word;
        at++;
        var end = css.IndexOf(')', at);
        var address = end < 0 ? css[at..] : css[at..end].Trim();
        if (end < 0 || address.Length < 2 || address[0] is not ('"' or '\'') || address[^1] != address[0] || !IsPicture(address[1..^1], allowRemote))
            return "the address " + address;
        at = end + 1;
        return null;
    }

    private string? SkipString(char quote)
    {
        for (at++; at < css.Length && css[at] != quote; at++)
        {
            if (css[at] is '\n' or '\r' or '\f')
                return "a string that its line ends";
            if (css[at] == '\\')
                at++;
        }

        return at++ < css.Length ? null : "a string that never ends";
    }

    /// <summary>A name with its escapes resolved: <c>u\72l</c> is <c>url</c>.</summary>
    private string ReadName()
    {
        var name = new StringBuilder();
        while (at < css.Length)
        {
            var c = css[at];
            if (c == '\\' && at + 1 < css.Length)
                name.Append(ReadEscape());
            else if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or > '\u007F')
                name.Append(css[at++]);
            else
                break;
        }

        if (name.Length == 0 && at < css.Length)
            at++;
        return name.ToString();
    }

    private string ReadEscape()
    {
        at++;
        var begin = at;
        while (at < css.Length && at - begin < 6 && char.IsAsciiHexDigit(css[at]))
            at++;
        if (at == begin)
            return css[at++].ToString();
        var number = int.Parse(css.AsSpan(begin, at - begin), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if (at < css.Length && char.IsWhiteSpace(css[at]))
            at++;
        return Rune.IsValid(number) ? new Rune(number).ToString() : "\uFFFD";
    }
}
