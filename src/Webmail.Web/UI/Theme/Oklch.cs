using System.Globalization;

namespace Webmail.Web.UI.Theme;

/// <summary>A colour by perceived lightness (0 to 1), chroma and hue (radians), as CSS <c>oklch()</c> has it (CSS Color 4, 9).</summary>
internal readonly record struct Oklch(double Lightness, double Chroma, double Hue)
{
    /// <summary>Reads <c>#RGB</c> or <c>#RRGGBB</c>; null for anything else.</summary>
    public static Oklch? Parse(string? hex)
    {
        var digits = hex?.Trim().TrimStart('#') ?? "";
        if (digits.Length == 3) digits = string.Concat(digits.Select(c => $"{c}{c}"));
        if (digits.Length != 6 || !uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)) return null;

        double r = Linear((rgb >> 16) & 255), g = Linear((rgb >> 8) & 255), b = Linear(rgb & 255);
        var l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
        var m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
        var s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
        var a = (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s);
        var c = (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s);
        return new Oklch((0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s), Math.Sqrt((a * a) + (c * c)), Math.Atan2(c, a));
    }

    /// <summary>The colour with at most that much chroma.</summary>
    public Oklch Clamp(double lightness, double chroma = double.MaxValue) => this with { Lightness = lightness, Chroma = Math.Min(Chroma, chroma) };

    /// <summary>As <c>#RRGGBB</c>; what sRGB cannot show is cut off channel by channel, as browsers do it.</summary>
    public string ToHex()
    {
        double a = Chroma * Math.Cos(Hue), c = Chroma * Math.Sin(Hue);
        var l = Math.Pow(Lightness + (0.3963377774 * a) + (0.2158037573 * c), 3);
        var m = Math.Pow(Lightness - (0.1055613458 * a) - (0.0638541728 * c), 3);
        var s = Math.Pow(Lightness - (0.0894841775 * a) - (1.2914855480 * c), 3);
        return string.Create(CultureInfo.InvariantCulture, $"#{Byte((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s)):X2}{Byte((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s)):X2}{Byte((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)):X2}");
    }

    /// <summary>The contrast of two colours given as <c>#RRGGBB</c> (WCAG 2.2, 1 to 21).</summary>
    public static double Contrast(string one, string other)
    {
        double first = Luminance(one), second = Luminance(other);
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    private static double Luminance(string hex)
    {
        var rgb = uint.Parse(hex.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return (0.2126 * Linear((rgb >> 16) & 255)) + (0.7152 * Linear((rgb >> 8) & 255)) + (0.0722 * Linear(rgb & 255));
    }

    private static double Linear(uint channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static int Byte(double linear)
    {
        var value = linear <= 0.0031308 ? linear * 12.92 : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055;
        return (int)Math.Round(Math.Clamp(value, 0, 1) * 255);
    }
}
