using System.Buffers;
using System.Globalization;
using System.Text;
using Webmail.Engine.Reading.Html;

namespace Webmail.Engine.Reading;

/// <summary>The first words of a message for the list.</summary>
public static class PreviewText
{
    /// <summary>Characters that are kept: more than two lines of the widest list.</summary>
    public const int Length = 140;

    private static readonly SearchValues<char> Decoration = SearchValues.Create("-=_*~#. ");

    /// <summary>From plain text, which may be the beginning of a part only.</summary>
    public static string FromPlain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var own = new StringBuilder();
        foreach (var line in text.AsSpan(0, Math.Min(text.Length, 16_000)).EnumerateLines())
        {
            if (line is "-- ")
                break;
            // What is quoted was read before; rules and decoration say nothing.
            if (line.StartsWith(">") || line.Trim().IndexOfAnyExcept(Decoration) < 0)
                continue;
            own.Append(line).Append(' ');
            if (own.Length > Length * 4)
                break;
        }
        return Shorten(own.Length > 0 ? own.ToString() : text[..Math.Min(text.Length, 1_000)]);
    }

    /// <summary>From HTML, which may be the beginning of a part only.</summary>
    public static string FromHtml(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        return Shorten(HtmlText.Of(html.Length > 200_000 ? html[..200_000] : html, Length * 6));
    }

    /// <summary>Spaces folded, invisible filling (which newsletters put behind their preheader) out, cut at a whole character.</summary>
    private static string Shorten(string text)
    {
        var result = new StringBuilder(Length + 2);
        foreach (var rune in text.EnumerateRunes())
        {
            if (result.Length >= Length)
            {
                result.Append('…');
                break;
            }
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune.Value is 0x2007 or 0x3164 or 0x2800)
            {
                if (result.Length > 0 && result[^1] != ' ')
                    result.Append(' ');
            }
            // U+200D joins emoji and Indic and Arabic letters; U+034F, U+200B, U+200C, U+00AD, U+FEFF and direction marks fill.
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format && rune.Value is not (0x034F or 0xFFFD) || (rune.Value == 0x200D && result.Length > 0 && result[^1] != ' '))
            {
                result.Append(rune);
            }
        }
        return result.ToString().Trim(' ', '\u200D');
    }
}
