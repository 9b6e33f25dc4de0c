using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Webmail.Engine.Reading;

/// <summary>
/// The document of the reader's frame around a rendered message. It has no script and loads nothing; its words are
/// in the style sheet, so that a message is rendered once for people of all languages.
/// </summary>
public static class FrameDocument
{
    /// <summary>Writes the document.</summary>
    public static string Write(RenderedMessage message, FrameLook look)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(look);
        var html = new StringBuilder(message.Body.Length + message.Styles.Length + 4_000);
        html.Append("<!DOCTYPE html><html");
        if (message.Direction is { } direction)
            html.Append(" dir=\"").Append(HtmlEncoder.Default.Encode(direction)).Append('"');
        if (message.Language is { } language)
            html.Append(" lang=\"").Append(HtmlEncoder.Default.Encode(language)).Append('"');
        html.Append("><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"")
            .Append(IsDark(message, look) ? "dark" : "light").Append("\"><style>").Append(StylesFor(message, look)).Append("</style>");
        if (message.Styles.Length > 0)
            html.Append("<style>").Append(message.Styles).Append("</style>");
        return html.Append("</head><body>").Append(message.Body).Append("</body></html>").ToString();
    }

    /// <summary>Our own style sheet for a message's HTML, without the sender's.</summary>
    public static string StylesFor(RenderedMessage message, FrameLook look)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(look);
        return BaseStyles
            + (IsDark(message, look) ? DarkStyles : "")
            + (message.HasHtml ? PaperStyles : "")
            + $".wm-blocked::before{{content:{CssString(look.BlockedImage)}}}"
            + $".wm-blocked:not(:empty)::before{{content:{CssString(look.BlockedImage + ": ")}}}"
            + $"details.wm-quote>summary::after{{content:{CssString(look.ShowQuote)}}}";
    }

    private static bool IsDark(RenderedMessage message, FrameLook look) => look.IsDark && !message.HasHtml;

    /// <summary>A CSS string of our own words: everything but letters, digits and spaces by its number (CSS Syntax 4.3.7).</summary>
    private static string CssString(string text)
    {
        var css = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value == ' ')
                css.Append(rune);
            else
                // The space belongs to the escape: without it, the next one would be taken for that.
                css.Append('\\').Append(rune.Value.ToString("x6", CultureInfo.InvariantCulture)).Append(' ');
        }
        return css.Append('"').ToString();
    }

    private const string BaseStyles = """
        html{background:transparent}
        body{margin:0 auto;padding:4px 40px 40px;max-width:calc(44rem + 80px);box-sizing:border-box;font:15px/24px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:#16202a;overflow-wrap:break-word}
        .wm-text{white-space:pre-wrap;overflow-wrap:anywhere;max-width:44rem}
        .wm-text+.wm-text,.wm-mail+.wm-text,.wm-text+.wm-mail,.wm-mail+.wm-mail{margin-top:20px;padding-top:20px;border-top:1px solid #e3e8eb}
        .wm-text a{color:#00556b}
        .wm-text blockquote{margin:0;padding-left:12px;border-left:2px solid #b9c2c9;color:#43505c}
        .wm-signature{color:#54616c}
        details.wm-quote{margin-top:12px}
        details.wm-quote>summary{display:inline-flex;align-items:center;height:20px;padding:0 8px;border-radius:6px;background:#f0f3f5;color:#43505c;cursor:pointer;list-style:none;font:700 15px/20px system-ui,sans-serif;letter-spacing:1px;white-space:nowrap;overflow:hidden}
        details.wm-quote>summary::-webkit-details-marker{display:none}
        details.wm-quote>summary::before{content:"\002022\002022\002022";font-size:9px}
        details.wm-quote>summary::after{display:inline-block;width:1px;height:1px;overflow:hidden;opacity:0}
        details.wm-quote>summary:hover{background:#e3e8ec}
        details.wm-quote>summary:focus-visible{outline:2px solid #0b6177;outline-offset:2px}
        details.wm-quote[open]>summary{margin-bottom:8px}
        .wm-blocked{display:inline-flex!important;flex-wrap:wrap;align-items:center;align-content:center;justify-content:center;gap:0 4px;box-sizing:border-box;max-width:100%;min-height:20px;padding:8px;overflow:hidden;text-overflow:ellipsis;vertical-align:middle;border:1px dashed #c4cdc6;border-radius:6px;background:repeating-linear-gradient(135deg,#f1f3f1 0 10px,#f8f9f8 10px 20px);color:#5d6a61;font:500 12px/16px system-ui,sans-serif;text-align:center;text-decoration:none}
        .wm-small{padding:0;font-size:0}
        :where(.wm-mail) img:not([height]){max-width:100%}
        @media(max-width:700px){body{padding:4px 16px 32px}}
        @media(max-width:600px){
        :where(.wm-mail) :where(table,div,p,img){max-width:100%}
        .wm-wide{width:100%!important;min-width:0!important;max-width:100%!important;box-sizing:border-box}
        td.wm-wide,th.wm-wide,col.wm-wide{width:auto!important}
        img.wm-wide{height:auto!important}
        img.wm-wide[width][height]{aspect-ratio:attr(width type(<number>))/attr(height type(<number>))}
        .wm-mail pre{white-space:pre-wrap!important}
        .wm-mail :is([nowrap],[style*="nowrap"]){white-space:normal!important}
        .wm-mail a{overflow-wrap:anywhere}
        }
        @media print{body{max-width:none;padding:0}details.wm-quote>summary{display:none}}

        """;

    private const string PaperStyles = """
        html{background:#fff}
        body{padding-top:8px}

        """;

    private const string DarkStyles = """
        body{color:#e6ebef}
        .wm-text a{color:#87d1e9}
        .wm-text blockquote{border-color:#4a5862;color:#b6c1ca}
        .wm-signature{color:#9daab5}
        details.wm-quote>summary{background:#1c242a;color:#b6c1ca}
        details.wm-quote>summary:hover{background:#28323a}

        """;
}
