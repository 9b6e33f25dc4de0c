using MudBlazor;

namespace Webmail.Web.UI.Theme;

/// <summary>The tokens of <c>tokens.css</c> as MudBlazor wants them, so that dialogs and forms look like the rest of the page.</summary>
public static class WmTheme
{
    private static readonly string[] Families = ["var(--font)"];

    /// <summary>The theme for a provider's colour.</summary>
    /// <param name="color"><c>#RRGGBB</c>; null for the product's own.</param>
    public static MudTheme For(string? color) => new()
    {
        PaletteLight = Fill(new PaletteLight(), BrandPalette.Light(color), LightTokens),
        PaletteDark = Fill(new PaletteDark(), BrandPalette.Dark(color), DarkTokens),
        LayoutProperties = new() { DefaultBorderRadius = "8px", DrawerWidthLeft = "232px", DrawerMiniWidthLeft = "64px", AppbarHeight = "56px" },
        Typography = new()
        {
            Default = Set(new DefaultTypography(), ".875rem", "20px", "400"),
            Body1 = Set(new Body1Typography(), ".9375rem", "24px", "400"),
            Body2 = Set(new Body2Typography(), ".8125rem", "18px", "400"),
            Subtitle1 = Set(new Subtitle1Typography(), ".9375rem", "24px", "550"),
            Subtitle2 = Set(new Subtitle2Typography(), ".875rem", "20px", "550"),
            H1 = Set(new H1Typography(), "1.5rem", "32px", "680"),
            H2 = Set(new H2Typography(), "1.25rem", "27px", "650"),
            H3 = Set(new H3Typography(), "1.0625rem", "24px", "650"),
            H4 = Set(new H4Typography(), ".9375rem", "24px", "650"),
            H5 = Set(new H5Typography(), ".875rem", "20px", "650"),
            H6 = Set(new H6Typography(), "1.25rem", "27px", "650"),
            Button = Set(new ButtonTypography(), ".875rem", "20px", "550"),
            Caption = Set(new CaptionTypography(), ".75rem", "16px", "400"),
            Overline = Set(new OverlineTypography(), ".75rem", "16px", "550"),
        },
        Shadows = new() { Elevation = [.. Enumerable.Range(0, 26).Select(level => level switch { 0 => "none", <= 2 => "var(--e1)", <= 8 => "var(--e2)", _ => "var(--e3)" })] },
    };

    // The values of tokens.css that the palette needs as colours, because MudBlazor computes shades from them.
    private static readonly Tokens LightTokens = new("#F0F3F5", "#FFFFFF", "#F6F8F9", "#F0F3F5", "#E3E8EB", "#7B8791", "#16202A", "#43505C", "#54616C",
        "#B3271E", "#7A4A00", "#1B6B3A", "#1C5BA3", "#FFFFFF", "#1E2A33", "#F3F6F8", "rgba(20,30,38,.38)");

    private static readonly Tokens DarkTokens = new("#0E1317", "#151B20", "#11171B", "#1C242A", "#252F37", "#71808B", "#E6EBEF", "#B6C1CA", "#9DAAB5",
        "#FF9A90", "#EFC06A", "#7FD29B", "#93C1F7", "#3A0905", "#E6EBEF", "#16202A", "rgba(0,0,0,.55)");

    private static T Fill<T>(T palette, BrandPalette brand, Tokens t)
        where T : Palette
    {
        (palette.Primary, palette.PrimaryContrastText, palette.PrimaryDarken, palette.PrimaryLighten) = (brand.Brand, brand.OnBrand, brand.Hover, brand.Tint);
        (palette.Secondary, palette.SecondaryContrastText) = (t.Ink2, t.Surface);
        (palette.Tertiary, palette.TertiaryContrastText) = (brand.Ink, t.Surface);
        (palette.Info, palette.InfoContrastText) = (t.Info, t.Surface);
        (palette.Success, palette.SuccessContrastText) = (t.Ok, t.Surface);
        (palette.Warning, palette.WarningContrastText) = (t.Warn, t.Surface);
        (palette.Error, palette.ErrorContrastText) = (t.Danger, t.OnDanger);
        (palette.Dark, palette.DarkContrastText) = (t.Inverse, t.OnInverse);
        (palette.TextPrimary, palette.TextSecondary, palette.TextDisabled) = (t.Ink, t.Ink2, t.Ink3 + "99");
        (palette.ActionDefault, palette.ActionDisabled, palette.ActionDisabledBackground) = (t.Ink2, t.Ink3 + "99", t.Hover);
        (palette.Background, palette.BackgroundGray, palette.Surface) = (t.Background, t.Sunken, t.Surface);
        (palette.DrawerBackground, palette.DrawerText, palette.DrawerIcon) = (t.Background, t.Ink2, t.Ink3);
        (palette.AppbarBackground, palette.AppbarText) = (t.Surface, t.Ink);
        (palette.LinesDefault, palette.LinesInputs, palette.TableLines) = (t.Line, t.Control, t.Line);
        (palette.Divider, palette.DividerLight, palette.Skeleton) = (t.Line, t.Line, t.Hover);
        (palette.TableHover, palette.TableStriped) = (t.Hover, t.Surface);
        (palette.OverlayDark, palette.OverlayLight) = (t.Scrim, t.Scrim);
        (palette.HoverOpacity, palette.RippleOpacity, palette.BorderOpacity) = (0.04, 0, 1);
        return palette;
    }

    private static T Set<T>(T style, string size, string line, string weight)
        where T : BaseTypography
    {
        (style.FontFamily, style.FontSize, style.LineHeight, style.FontWeight) = (Families, size, line, weight);
        (style.LetterSpacing, style.TextTransform) = ("normal", "none");
        return style;
    }

    private sealed record Tokens(string Background, string Surface, string Sunken, string Hover, string Line, string Control, string Ink, string Ink2, string Ink3,
        string Danger, string Warn, string Ok, string Info, string OnDanger, string Inverse, string OnInverse, string Scrim);
}
