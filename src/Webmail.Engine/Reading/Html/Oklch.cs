namespace Webmail.Engine.Reading.Html;

/// <summary>A colour by lightness as people see it, strength and hue, so that one map of lightness suits every hue (CSS Color 4, 9.4).</summary>
/// <param name="Lightness">0, black, to 1, white.</param>
/// <param name="Chroma">0, grey, to about 0.32, the strongest that a screen has.</param>
/// <param name="Hue">Radians.</param>
internal readonly record struct Oklch(double Lightness, double Chroma, double Hue)
{
    /// <summary>From the octets of sRGB.</summary>
    public static Oklch FromRgb(byte red, byte green, byte blue)
    {
        double r = Linear(red), g = Linear(green), b = Linear(blue);
        var l = Math.Cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        var m = Math.Cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        var s = Math.Cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        var greenRed = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
        var blueYellow = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
        return new Oklch(
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            Math.Sqrt(greenRed * greenRed + blueYellow * blueYellow),
            Math.Atan2(blueYellow, greenRed));
    }

    /// <summary>The octets of sRGB. What a screen cannot show loses strength, not lightness: contrast stays.</summary>
    public (byte Red, byte Green, byte Blue) ToRgb()
    {
        if (TryConvert(Chroma, out var whole))
            return whole;
        var (inside, outside, found) = (0d, Chroma, Convert(0));
        for (var step = 0; step < 12; step++)
        {
            var middle = (inside + outside) / 2;
            if (TryConvert(middle, out var rgb))
                (inside, found) = (middle, rgb);
            else
                outside = middle;
        }
        return found;
    }

    /// <summary>How bright its light is, 0 to 1: what contrast is computed from (WCAG 2.2, relative luminance).</summary>
    public double Luminance()
    {
        var (red, green, blue) = ToRgb();
        return 0.2126 * Linear(red) + 0.7152 * Linear(green) + 0.0722 * Linear(blue);
    }

    private bool TryConvert(double chroma, out (byte Red, byte Green, byte Blue) rgb)
    {
        var (r, g, b) = LinearRgb(chroma);
        rgb = (Octet(r), Octet(g), Octet(b));
        return Math.Min(r, Math.Min(g, b)) >= -0.0005 && Math.Max(r, Math.Max(g, b)) <= 1.0005;
    }

    private (byte Red, byte Green, byte Blue) Convert(double chroma)
    {
        var (r, g, b) = LinearRgb(chroma);
        return (Octet(r), Octet(g), Octet(b));
    }

    private (double Red, double Green, double Blue) LinearRgb(double chroma)
    {
        double a = chroma * Math.Cos(Hue), b = chroma * Math.Sin(Hue);
        var l = Cube(Lightness + 0.3963377774 * a + 0.2158037573 * b);
        var m = Cube(Lightness - 0.1055613458 * a - 0.0638541728 * b);
        var s = Cube(Lightness - 0.0894841775 * a - 1.2914855480 * b);
        return (
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    }

    private static double Cube(double value) => value * value * value;

    private static double Linear(byte octet)
    {
        var value = octet / 255d;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static byte Octet(double linear)
    {
        var value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055;
        return (byte)Math.Round(Math.Clamp(value, 0, 1) * 255);
    }
}
