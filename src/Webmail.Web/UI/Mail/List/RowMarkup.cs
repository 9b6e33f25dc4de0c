using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;

namespace Webmail.Web.UI.Mail.List;

/// <summary>
/// Builds the inside of a row as one piece of markup, which the browser parses at once: element by element a list of
/// sixty rows takes it some ten times as long (docs/adr/0007). All text goes through <see cref="Text"/>; nothing else may
/// come from a message.
/// </summary>
internal sealed class RowMarkup
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new(1024);

    /// <summary>Markup written in this program, with nothing in it that came from elsewhere.</summary>
    public RowMarkup Literal(string html)
    {
        _html.Append(html);
        return this;
    }

    /// <summary>A number.</summary>
    public RowMarkup Number(int number)
    {
        _html.Append(CultureInfo.InvariantCulture, $"{number}");
        return this;
    }

    /// <summary>Text of whatever origin, encoded for an element or a quoted attribute.</summary>
    public RowMarkup Text(string text)
    {
        _html.Append(Encoder.Encode(text));
        return this;
    }

    /// <summary>An icon of the sprite; the name is one of this program's.</summary>
    public RowMarkup Icon(string name, string classes = "") =>
        Literal("<svg class=\"i ").Literal(classes).Literal("\" aria-hidden=\"true\"><use href=\"#i-").Literal(name).Literal("\"></use></svg>");

    /// <summary>All of it.</summary>
    public MarkupString Build() => new(_html.ToString());
}
