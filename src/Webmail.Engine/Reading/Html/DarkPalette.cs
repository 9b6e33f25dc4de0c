using System.Globalization;
using System.Text.RegularExpressions;

namespace Webmail.Engine.Reading.Html;

/// <summary>
/// What a sender's colours become on a dark page. No pair is looked at: every background becomes dark and every text light, far enough
/// apart, so that whatever stands on whatever can be read, and hues are kept. See docs/adr/0016.
/// </summary>
internal static partial class DarkPalette
{
    /// <summary>The page's own dark surface: what was white paper is that.</summary>
    private static readonly Oklch Surface = Oklch.FromRgb(0x15, 0x1b, 0x20);

    /// <summary>What lies behind a picture that text stands on: the picture is toned down by it.</summary>
    public const string BehindPictures = "#4d5358";

    /// <summary>Lightness at which text is light enough to stay.</summary>
    private const double LightText = 0.8;

    /// <summary>Lightness of the brightest background.</summary>
    private const double BrightestBackground = 0.42;

    /// <summary>Chroma of what is meant as a colour, such as a button: it stays as bright as it may.</summary>
    private const double Colourful = 0.08;

    /// <summary>Luminance of the darkest text and of the brightest background: 4.5 to 1 between them (WCAG 2.2, 1.4.3).</summary>
    private const double DarkestText = 0.505, BrightestLuminance = 0.0725;

    /// <summary>Chroma beyond which light text glares and dark areas glow.</summary>
    private const double StrongestText = 0.13, StrongestBackground = 0.12;

    /// <summary>A background: light becomes dark in the same order, dark stays.</summary>
    public static string? Background(string colour) => Map(colour, static from => Toned(
        from, from.Lightness >= (from.Chroma >= Colourful ? 0.85 : 0.6) ? Surface.Lightness + (1 - from.Lightness) * 0.5 : Math.Min(from.Lightness, BrightestBackground), StrongestBackground), -0.01);

    /// <summary>Text and what goes with it: dark becomes light, light stays.</summary>
    public static string? Text(string colour) => Map(colour, static from => Toned(
        from, from.Lightness >= LightText ? from.Lightness : 0.95 - 0.15 / LightText * from.Lightness, StrongestText), 0.01);

    /// <summary>A border: as far from the dark page as it was from the white one.</summary>
    public static string? Border(string colour) => Map(colour, static from => Toned(
        from, from.Lightness >= 0.6 ? Surface.Lightness + (1 - from.Lightness) * 0.8 : 0.54 + (0.6 - from.Lightness) * 0.3, StrongestBackground), 0);

    /// <summary>True for text that is light already: it stands on something dark, and so does what is around it.</summary>
    public static bool IsLight(string colour) => TryRead(colour, out var red, out var green, out var blue, out _) && Oklch.FromRgb(red, green, blue).Lightness >= LightText;

    /// <summary>The colours of a gradient, each as a background; null if it is none.</summary>
    public static string? Gradient(string value) =>
        value.Contains("url(", StringComparison.OrdinalIgnoreCase) ? null : GradientColour().Replace(value, static colour => Background(colour.Value) ?? colour.Value);

    /// <summary>True for a colour that lets nothing through.</summary>
    public static bool IsOpaque(string colour) => TryRead(colour, out _, out _, out _, out var alpha) && alpha == 1;

    private static Oklch Toned(Oklch from, double lightness, double strongest) =>
        // Greys take the page's own tint, else a white card would be a stain on it.
        from.Chroma < 0.01 && lightness < 0.5
            ? new Oklch(lightness, Surface.Chroma, Surface.Hue)
            : new Oklch(lightness, Math.Min(from.Chroma, strongest), from.Hue);

    /// <summary>Null for keywords and for what is transparent: they mean the same on any page.</summary>
    private static string? Map(string colour, Func<Oklch, Oklch> map, double step)
    {
        if (!TryRead(colour, out var red, out var green, out var blue, out var alpha) || alpha == 0)
            return null;
        var mapped = map(Oklch.FromRgb(red, green, blue));
        // Strong hues are brighter or darker than their lightness says.
        while (step < 0 && mapped.Lightness > 0 && mapped.Luminance() > BrightestLuminance || step > 0 && mapped.Lightness < 1 && mapped.Luminance() < DarkestText)
            mapped = mapped with { Lightness = mapped.Lightness + step };
        var (r, g, b) = mapped.ToRgb();
        return alpha < 1
            ? string.Create(CultureInfo.InvariantCulture, $"rgba({r},{g},{b},{alpha:0.###})")
            : $"#{r:x2}{g:x2}{b:x2}";
    }

    /// <summary>Reads <c>rgb()</c> and <c>rgba()</c> of numbers, which is how AngleSharp.Css writes every colour that is no keyword.</summary>
    private static bool TryRead(string colour, out byte red, out byte green, out byte blue, out double alpha)
    {
        (red, green, blue, alpha) = (0, 0, 0, 1);
        var open = colour.IndexOf('(', StringComparison.Ordinal);
        if (open is not (3 or 4) || !colour.StartsWith("rgb", StringComparison.OrdinalIgnoreCase) || !colour.EndsWith(')'))
            return false;
        var parts = colour[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
        return parts.Length is 3 or 4
            && byte.TryParse(parts[0], CultureInfo.InvariantCulture, out red)
            && byte.TryParse(parts[1], CultureInfo.InvariantCulture, out green)
            && byte.TryParse(parts[2], CultureInfo.InvariantCulture, out blue)
            && (parts.Length == 3 || double.TryParse(parts[3], CultureInfo.InvariantCulture, out alpha));
    }

    [GeneratedRegex(@"rgba?\([^()]*\)")]
    private static partial Regex GradientColour();
}
