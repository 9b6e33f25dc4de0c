namespace Webmail.Web.UI.Theme;

/// <summary>
/// The colours that follow from a provider's one colour: hue and chroma are the provider's, lightness is ours, so that text stays
/// legible whatever the colour. All values are <c>#RRGGBB</c>.
/// </summary>
/// <param name="Brand">Dot, focus ring, switches.</param>
/// <param name="Hover">The same under the pointer.</param>
/// <param name="Ink">Coloured text and links.</param>
/// <param name="Tint">The open row.</param>
/// <param name="TintStrong">Selected rows, the open mailbox.</param>
/// <param name="OnBrand">Text on <paramref name="Brand"/>.</param>
public sealed record BrandPalette(string Brand, string Hover, string Ink, string Tint, string TintStrong, string OnBrand)
{
    private static readonly string[] TextColors = ["#FFFFFF", "#16202A"];

    /// <summary>The product's own colour.</summary>
    public const string DefaultColor = "#0B6177";

    /// <summary>For light pages. What is no colour counts as the default.</summary>
    public static BrandPalette Light(string? color)
    {
        var brand = Read(color);
        var fill = brand.Clamp(Math.Min(brand.Lightness, .5));
        return new(
            fill.ToHex(),
            fill.Clamp(fill.Lightness - .06).ToHex(),
            brand.Clamp(.415, .13).ToHex(),
            brand.Clamp(.952, .019).ToHex(),
            brand.Clamp(.912, .032).ToHex(),
            "#FFFFFF");
    }

    /// <summary>For dark pages. What is no colour counts as the default.</summary>
    public static BrandPalette Dark(string? color)
    {
        var brand = Read(color).Clamp(.775, .105);
        return new(
            brand.ToHex(),
            brand.Clamp(.83).ToHex(),
            brand.Clamp(.82).ToHex(),
            brand.Clamp(.292, .032).ToHex(),
            brand.Clamp(.345, .042).ToHex(),
            "#06222B");
    }

    /// <summary>
    /// The rules that put a provider's looks over the default tokens, for a <c>style</c> element after the style sheets; empty for
    /// the product's own. What is no colour, or no plain family name, is left out.
    /// </summary>
    /// <param name="color">The one colour, or null.</param>
    /// <param name="darkColor">The one for dark pages; null: the same.</param>
    /// <param name="buttonColor">The exact colour of solid buttons, taken only if white or ink is legible on it.</param>
    /// <param name="fontFamily">The first font family.</param>
    public static string Css(string? color, string? darkColor = null, string? buttonColor = null, string? fontFamily = null)
    {
        var css = "";
        if (Oklch.Parse(color) is not null && !string.Equals(color, DefaultColor, StringComparison.OrdinalIgnoreCase))
        {
            string light = Declarations(Light(color)), dark = Declarations(Dark(darkColor ?? color));
            css = $":root{{{light}}}[data-theme=dark]{{{dark}}}@media (prefers-color-scheme:dark){{:root:not([data-theme]){{{dark}}}}}";
        }

        if (Oklch.Parse(buttonColor) is { } button && TextOn(button.ToHex()) is { } text)
            css += $":root{{--wm-brand-fill:{button.ToHex()};--wm-on-brand-fill:{text}}}";
        if (fontFamily is { Length: > 0 } && fontFamily.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-'))
            css += $":root{{--wm-font:\"{fontFamily}\"}}";
        return css;
    }

    // WCAG 2.2, 1.4.3: text needs 4.5.
    private static string? TextOn(string fill) =>
        TextColors.Where(text => Oklch.Contrast(text, fill) >= 4.5).MaxBy(text => Oklch.Contrast(text, fill));

    private static string Declarations(BrandPalette p) =>
        $"--brand:{p.Brand};--brand-hover:{p.Hover};--brand-ink:{p.Ink};--brand-tint:{p.Tint};--brand-tint-2:{p.TintStrong};--on-brand:{p.OnBrand}";

    private static Oklch Read(string? color) => Oklch.Parse(color) ?? Oklch.Parse(DefaultColor)!.Value;
}
