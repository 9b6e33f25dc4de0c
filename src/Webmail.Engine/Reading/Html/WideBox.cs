using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Webmail.Engine.Reading.Html;

/// <summary>
/// Finds what a sender made wider than a phone, or than the reader beside a list. It gets a class, and the frame's style sheet lets that shrink where there is no room:
/// no script may measure in the frame, and CSS cannot compare the number in an attribute.
/// </summary>
internal static partial class WideBox
{
    /// <summary>The class, in the frame's style sheet.</summary>
    private const string ClassName = "wm-wide";

    /// <summary>The class of what is also wider than <see cref="Room"/>.</summary>
    private const string WiderClassName = "wm-wider";

    /// <summary>Pixels: the frame's own measure, 44rem.</summary>
    private const int Room = 704;

    /// <summary>Pixels: the narrowest phones have 320, less the frame's own padding.</summary>
    private const int NarrowestRoom = 288;

    /// <summary>The pixels of width that a cleaned style asks for; 0 if it asks for none.</summary>
    public static int WidthOf(string cleanStyle)
    {
        var width = 0;
        for (var match = Style().Match(cleanStyle); match.Success; match = match.NextMatch())
            width = Math.Max(width, Pixels(match));
        return width;
    }

    /// <summary>Marks the element if its attribute or its style make it too wide.</summary>
    /// <param name="element">The element; its class attribute grows.</param>
    /// <param name="given">Its <c>width</c> attribute.</param>
    /// <param name="styleWidth">What <see cref="WidthOf"/> said of its style.</param>
    public static void Mark(IElement element, string? given, int styleWidth)
    {
        var width = given is not null && Attribute().Match(given) is { Success: true } attribute ? Math.Max(styleWidth, Pixels(attribute)) : styleWidth;
        if (width > Room)
            element.ClassList.Add(ClassName, WiderClassName);
        else if (width > NarrowestRoom)
            element.ClassList.Add(ClassName);
    }

    private static int Pixels(Match match) => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A\s*(\d{3,6})(?:px)?\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"(?:^|;)\s*(?:min-)?width:\s*(\d{3,6})(?:\.\d+)?px")]
    private static partial Regex Style();
}
