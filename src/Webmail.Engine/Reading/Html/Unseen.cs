using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Webmail.Engine.Reading.Html;

/// <summary>Whether a style leaves nothing to be seen: what a picture is asked for nevertheless has another purpose.</summary>
internal static partial class Unseen
{
    /// <summary>Pixels. What is not larger is no picture.</summary>
    private const double Speck = 2;

    /// <summary>Elements around one that are looked at; beyond them stands the page.</summary>
    private const int MaxAround = 30;

    /// <summary>Whether a style hides what has it.</summary>
    /// <param name="style">Declarations, as they are cleaned or as the sender wrote them, in small letters.</param>
    public static bool Hides(string style) => Says(style) && (Hidden().IsMatch(style) || (Cut().IsMatch(style) && NoHeight().IsMatch(style)));

    /// <summary>Whether a style takes what has it out of the page, where no window shows it.</summary>
    /// <param name="style">As the sender wrote it, in small letters.</param>
    public static bool TakesAway(string style) => Away().IsMatch(style);

    /// <summary>Whether a box of this size is none: with both sides a speck or one of them and the other unsaid, or nothing on a side.</summary>
    public static bool IsSpeck(double? width, double? height) =>
        width is 0 || height is 0 || (width is <= Speck && height is null or <= Speck) || (height is <= Speck && width is null);

    /// <summary>The same of a style that has the size.</summary>
    public static bool IsSpeck(string style) => IsSpeck(Pixels(style, "width"), Pixels(style, "height"));

    /// <summary>A side in pixels, also where a style only says the most that it may be; endless for a share of something; null if it does not say.</summary>
    public static double? Pixels(string style, string side)
    {
        double? least = null;
        if (!style.Contains(side, StringComparison.Ordinal))
            return least;
        foreach (var match in Sides().Matches(style).Where(match => match.Groups[1].Value == side))
        {
            var number = double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
            var pixels = match.Groups[3].Value switch
            {
                _ when number == 0 => 0,
                "px" => number,
                "pt" => number * 4 / 3,
                "em" or "rem" => number * 16,
                _ => double.PositiveInfinity,
            };
            least = least < pixels ? least : pixels;
        }

        return least;
    }

    /// <summary>Whether something around an element hides it. What has a class may be shown by a style sheet, as on small screens.</summary>
    public static bool IsWithinHidden(IElement element, Func<IElement, CleanStyle> styleOf)
    {
        var around = element.ParentElement;
        for (var level = 0; level < MaxAround && around is not null; level++, around = around.ParentElement)
        {
            if ((styleOf(around).Hides || around.HasAttribute("hidden")) && around.ClassName is not { Length: > 0 })
                return true;
        }

        return false;
    }

    // Most styles say nothing of the kind.
    private static bool Says(string style) =>
        style.Contains("display:none", StringComparison.Ordinal) || style.Contains("display: none", StringComparison.Ordinal) || style.Contains("visibility", StringComparison.Ordinal)
        || style.Contains("opacity", StringComparison.Ordinal) || (style.Contains("overflow", StringComparison.Ordinal) && style.Contains("height", StringComparison.Ordinal));

    [GeneratedRegex(@"(?:^|[;\s])(?:display:\s*none|visibility:\s*(?:hidden|collapse)|opacity:\s*(?:0?\.0\d*|0+|[0-4]%)\s*(?:;|!|$))")]
    private static partial Regex Hidden();

    // Nothing high, and what goes beyond it is cut off.
    [GeneratedRegex(@"overflow(?:-y)?:\s*hidden")]
    private static partial Regex Cut();

    [GeneratedRegex(@"(?:^|[;\s])(?:max-)?height:\s*0(?:px|em|%)?\s*(?:;|!|$)")]
    private static partial Regex NoHeight();

    [GeneratedRegex(@"(?:^|[;\s])(?:(?:left|right|top|bottom|margin(?:-left|-top)?)\s*:\s*-(?:\d{4,}|[5-9]\d\d)(?:\.\d+)?(?:px|em|rem|vw)|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)|transform\s*:[^;]{0,100}scale\(\s?0?\.?0{0,9}\s?[,)])")]
    private static partial Regex Away();

    [GeneratedRegex(@"(?:^|[;\s])(?:max-)?(width|height):\s*(\d{0,5}(?:\.\d{1,4})|\d{1,5})(px|pt|em|rem|%|vw|vh)?")]
    private static partial Regex Sides();
}
