using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Webmail.Engine.Reading.Html;

/// <summary>What of the look around a piece of text matters to the article.</summary>
/// <param name="IsHeading">It is set as large as headings are.</param>
internal sealed partial record ArticleStyle(bool IsHeading)
{
    /// <summary>CSS pixels. Running text has 13 to 18.</summary>
    private const double HeadingSize = 21;

    /// <summary>Ordinary text.</summary>
    public static readonly ArticleStyle Body = new(IsHeading: false);

    /// <summary>The style within an element; null if nobody is to see it, such as a preheader.</summary>
    public ArticleStyle? Within(IElement element, string cleanStyle)
    {
        if (element.HasAttribute("hidden") || Hidden().IsMatch(cleanStyle))
            return null;
        if (Size().Match(cleanStyle) is not { Success: true } size)
            return this;
        var pixels = double.Parse(size.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * (size.Groups[2].ValueSpan is "pt" ? 4 / 3d : size.Groups[2].ValueSpan is "em" or "rem" ? 16 : 1);
        return pixels <= 2 ? null : this with { IsHeading = pixels >= HeadingSize };
    }

    [GeneratedRegex(@"(?:^|;)\s*(?:display:\s*none|visibility:\s*hidden|opacity:\s*0(?:;|$)|max-height:\s*0)")]
    private static partial Regex Hidden();

    [GeneratedRegex(@"font(?:-size)?:\s*[^;]*?(\d{1,3}(?:\.\d{1,2})?)(px|pt|r?em)\b")]
    private static partial Regex Size();
}
