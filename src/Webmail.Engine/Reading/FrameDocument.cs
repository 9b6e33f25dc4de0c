using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Webmail.Engine.Reading.Links;

namespace Webmail.Engine.Reading;

/// <summary>
/// The document of the reader's frame around a rendered message. It has no script, opens no frame and loads nothing; its words are
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
        if (look.IsDark && message.DarkStyles.Length > 0)
            html.Append("<style>").Append(message.DarkStyles).Append("</style>");
        return FrameTags.Disarm(html.Append("</head><body>").Append(message.Body).Append("</body></html>").ToString());
    }

    /// <summary>Our own style sheet for a message's HTML, without the sender's.</summary>
    public static string StylesFor(RenderedMessage message, FrameLook look)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(look);
        var isDark = IsDark(message, look);
        return FrameStyles.Base
            // What is larger finds less room in the same window.
            + string.Create(CultureInfo.InvariantCulture, $"@media(max-width:{6 * look.TextSize}px){{{FrameStyles.Narrow}}}")
            + (message.IsArticle ? FrameStyles.Article : "")
            + (message.HasHtml && !isDark ? FrameStyles.Paper : "")
            + (isDark ? FrameStyles.Dark : "")
            + ((isDark ? message.Canvas.Dark : message.Canvas.Light) is { } canvas ? $"html{{background:{canvas}}}" : "")
            + (look.TextSize == 100 ? "" : string.Create(CultureInfo.InvariantCulture, $"body{{zoom:{look.TextSize / 100d}}}html{{--wm-zoom:{look.TextSize / 100d}}}"))
            + $".wm-blocked::before{{content:{CssString(look.BlockedImage)}}}"
            + $".wm-blocked:not(:empty)::before{{content:{CssString(look.BlockedImage + ": ")}}}"
            + $".wm-target{{{LinkLook.MarkStyle}}}"
            + $".wm-target::before{{content:{CssString(look.LeadsTo + " ")}}}"
            + $"details.wm-quote>summary::after{{content:{CssString(look.ShowQuote)}}}";
    }

    private static bool IsDark(RenderedMessage message, FrameLook look) => look.IsDark && !message.IsDarkOnPaper;

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
}
