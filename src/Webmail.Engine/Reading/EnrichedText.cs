using System.Text;
using System.Text.Encodings.Web;

namespace Webmail.Engine.Reading;

/// <summary>
/// Writes text/enriched (RFC 1896) and its forerunner text/richtext (RFC 1341) as HTML: what they make bold, slanted, underlined, quoted
/// or set in lines. Everything else is text and is encoded; the sanitiser sees the result like any other HTML.
/// </summary>
internal static class EnrichedText
{
    /// <summary>Commands that are open at once.</summary>
    private const int MaxOpen = 60;

    /// <summary>Writes it.</summary>
    /// <param name="text">The decoded text.</param>
    /// <param name="isOld">text/richtext: line ends are spaces, <c>&lt;nl&gt;</c> breaks a line and <c>&lt;lt&gt;</c> is a <c>&lt;</c>.</param>
    public static string ToHtml(string text, bool isOld)
    {
        ArgumentNullException.ThrowIfNull(text);
        var html = new StringBuilder(text.Length + text.Length / 4);
        var open = new Stack<(string Command, string Element)>();
        var (hidden, literal) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            // RFC 1896 4: two < are one, even where nothing else is read.
            if (c == '<' && !isOld && i + 1 < text.Length && text[i + 1] == '<')
            {
                Put(html, "<", hidden);
                i++;
            }
            else if (c == '<' && text.IndexOf('>', i) is var end && end > i && end - i <= 62)
            {
                Command(html, open, text[(i + 1)..end].Trim().ToLowerInvariant(), isOld, ref hidden, ref literal);
                i = end;
            }
            else if (c is '\r' or '\n')
            {
                i += c == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                var lines = 1;
                while (i + 1 < text.Length && text[i + 1] is '\r' or '\n')
                {
                    i += text[i + 1] == '\r' && i + 2 < text.Length && text[i + 2] == '\n' ? 2 : 1;
                    lines++;
                }
                // RFC 1896 4: one line end is a space, n of them are n - 1 breaks.
                Put(html, literal > 0 ? new string('\n', lines) : isOld || lines == 1 ? " " : "", hidden);
                for (var n = 1; n < lines && literal == 0 && !isOld && hidden == 0; n++)
                    html.Append("<br>");
            }
            else
            {
                var length = text.AsSpan(i + 1).IndexOfAny('<', '\r', '\n') is var next && next < 0 ? text.Length - i : next + 1;
                Put(html, text.Substring(i, length), hidden);
                i += length - 1;
            }
        }
        while (open.TryPop(out var left))
            html.Append("</").Append(left.Element).Append('>');
        return html.ToString();
    }

    private static void Command(StringBuilder html, Stack<(string Command, string Element)> open, string name, bool isOld, ref int hidden, ref int literal)
    {
        var closes = name.StartsWith('/');
        var command = closes ? name[1..] : name;
        if (command is "param" or "comment")
        {
            hidden = Math.Max(0, hidden + (closes ? -1 : 1));
            return;
        }
        if (isOld && command is "lt" or "nl" or "np")
        {
            if (hidden == 0)
                html.Append(command == "lt" ? "&lt;" : "<br>");
            return;
        }
        if (Element(command) is not { } element)
            return;
        if (closes)
        {
            if (open.Count == 0 || open.Peek().Command != command)
                return;
            html.Append("</").Append(open.Pop().Element).Append('>');
            literal -= command is "nofill" or "verbatim" && literal > 0 ? 1 : 0;
        }
        else if (open.Count < MaxOpen)
        {
            open.Push((command, element));
            html.Append('<').Append(element).Append(command is "center" or "flushright" ? $" align=\"{(command == "center" ? "center" : "right")}\"" : "").Append('>');
            literal += command is "nofill" or "verbatim" ? 1 : 0;
        }
    }

    private static string? Element(string command) => command switch
    {
        "bold" => "b",
        "italic" => "i",
        "underline" => "u",
        "fixed" => "tt",
        "bigger" => "big",
        "smaller" => "small",
        "subscript" => "sub",
        "superscript" => "sup",
        "excerpt" => "blockquote",
        "paragraph" or "center" or "flushleft" or "flushright" or "flushboth" or "indent" or "indentright" => "div",
        "nofill" or "verbatim" => "pre",
        _ => null,
    };

    private static void Put(StringBuilder html, string text, int hidden)
    {
        if (hidden == 0)
            html.Append(HtmlEncoder.Default.Encode(text));
    }
}
