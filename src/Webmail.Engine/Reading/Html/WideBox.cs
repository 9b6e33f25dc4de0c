using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Webmail.Engine.Reading.Html;

/// <summary>
/// Finds what a sender made wider than a phone. It gets a class, and the frame's style sheet lets that shrink where there is no room:
/// no script may measure in the frame, and CSS cannot compare the number in an attribute.
/// </summary>
internal static partial class WideBox
{
    /// <summary>The class, in the frame's style sheet.</summary>
    private const string ClassName = "wm-wide";

    /// <summary>Pixels: the narrowest phones have 320, less the frame's own padding.</summary>
    private const int NarrowestRoom = 288;

    /// <summary>Marks the element if its attributes or its cleaned style make it too wide.</summary>
    public static void Mark(IElement element, string cleanStyle)
    {
        if (Attribute().Match(element.GetAttribute("width") ?? "") is { Success: true } attribute && IsWide(attribute)
            || Style().Matches(cleanStyle).Any(IsWide))
            element.ClassList.Add(ClassName);
    }

    private static bool IsWide(Match match) => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) > NarrowestRoom;

    [GeneratedRegex(@"\A\s*(\d{3,6})(?:px)?\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"(?:^|;)\s*(?:min-)?width:\s*(\d{3,6})(?:\.\d+)?px")]
    private static partial Regex Style();
}
