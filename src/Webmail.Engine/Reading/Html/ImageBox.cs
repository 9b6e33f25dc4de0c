using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Webmail.Engine.Reading.Html;

/// <summary>The place a remote picture takes up, so that the text does not jump when it is held back.</summary>
internal sealed partial class ImageBox
{
    /// <summary>Pixels. Below this a label does not fit.</summary>
    private const int SmallestLabelled = 90;

    private readonly IElement image;
    private readonly Func<IElement, CleanStyle> styleOf;
    private readonly string cleanStyle;
    private readonly string given;
    private readonly int? width;
    private readonly int? height;

    /// <param name="image">The picture.</param>
    /// <param name="styleOf">The cleaned style of it and of what it is in.</param>
    /// <param name="given">Its style as the sender wrote it; null if it has none.</param>
    public ImageBox(IElement image, Func<IElement, CleanStyle> styleOf, string? given)
    {
        this.image = image;
        this.styleOf = styleOf;
        this.given = given?.ToLowerInvariant() ?? "";
        cleanStyle = styleOf(image).Text;
        width = Pixels(image, cleanStyle, "width");
        height = Pixels(image, cleanStyle, "height");
    }

    /// <summary>Too small to be seen, or hidden: it is there to be requested.</summary>
    public bool IsTracker =>
        Unseen.IsSpeck(Side("width"), Side("height")) || image.HasAttribute("hidden")
        || styleOf(image).Hides || Unseen.Hides(given) || Unseen.TakesAway(given) || Unseen.IsWithinHidden(image, styleOf);

    /// <summary>The smallest that a side is said to be.</summary>
    private double? Side(string side)
    {
        var (styled, attribute) = (Unseen.Pixels(cleanStyle, side) ?? Unseen.Pixels(given, side), image.GetAttribute(side)?.Trim() ?? "");
        if (styled is not null || AttributeSize().Match(attribute) is not { Success: true } match)
            return styled;
        var size = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return size == 0 || match.Groups[2].Length == 0 ? size : double.PositiveInfinity;
    }

    /// <summary>The style of the box: the picture's own, and its size from the attributes where the style has none.</summary>
    public string Style
    {
        get
        {
            var style = cleanStyle.TrimEnd(';', ' ');
            foreach (var side in new[] { "width", "height" })
            {
                if (image.GetAttribute(side)?.Trim() is { } value && Size().IsMatch(value) && !StyleSize(side).IsMatch(cleanStyle))
                    style += $";{side}:{value.TrimEnd('%')}{(value.EndsWith('%') ? "%" : "px")}";
            }
            return style;
        }
    }

    /// <summary>An inert box with the picture's alternative text; its look and words are the frame's.</summary>
    public IElement CreatePlaceholder(IDocument document)
    {
        var box = document.CreateElement("span");
        var alt = image.GetAttribute("alt")?.Trim() ?? "";
        // What is as low as a gap and says nothing keeps two others apart: it may give way where there is no room.
        var isGap = height < 24 && alt.Length == 0;
        box.ClassName = isGap ? "wm-blocked wm-small wm-gap" : Room() < SmallestLabelled || height < 24 ? "wm-blocked wm-small" : "wm-blocked";
        box.SetAttribute("role", "img");
        if (alt.Length > 0)
        {
            box.SetAttribute("aria-label", alt);
            // Within a link the pointer is told where that leads, and nothing else.
            if (image.Ancestors<IHtmlAnchorElement>().FirstOrDefault() is null)
                box.SetAttribute("title", alt);
            box.TextContent = alt;
        }
        return box;
    }

    /// <summary>Its width; that of what it is in, if it has none or a share of that.</summary>
    private int? Room()
    {
        var room = width;
        for (var around = image.ParentElement; room is null && around is not null; around = around.ParentElement)
            room = Pixels(around, styleOf(around).Text, "width");
        return room;
    }

    private static int? Pixels(IElement element, string cleanStyle, string side)
    {
        var match = StyleSize(side).Match(cleanStyle);
        if (match.Success && match.Groups[2].Value == "px")
            return (int)double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return int.TryParse(element.GetAttribute(side)?.Replace("px", "", StringComparison.OrdinalIgnoreCase), NumberStyles.Integer, CultureInfo.InvariantCulture, out var pixels)
            ? pixels : null;
    }

    private static Regex StyleSize(string side) => side == "width" ? StyleWidth() : StyleHeight();

    [GeneratedRegex(@"(?:^|;)\s*width:\s*(\d{1,5}(?:\.\d{1,3})?)(px|%|em|rem|vw)?")]
    private static partial Regex StyleWidth();

    [GeneratedRegex(@"(?:^|;)\s*height:\s*(\d{1,5}(?:\.\d{1,3})?)(px|%|em|rem|vh)?")]
    private static partial Regex StyleHeight();

    [GeneratedRegex(@"\A\d{1,4}%?\z")]
    private static partial Regex Size();

    [GeneratedRegex(@"\A(\d{1,5}(?:\.\d{1,4})?)(?:px)?(%?)", RegexOptions.IgnoreCase)]
    private static partial Regex AttributeSize();
}
