using AngleSharp.Html.Dom;

namespace Webmail.Engine.Reading.Html;

/// <summary>What makes a message's HTML dark: a style sheet behind its own.</summary>
/// <param name="Styles">The style sheet.</param>
/// <param name="Canvas">The colour of the page; null: as all dark pages.</param>
/// <param name="IsPaper">The sender wrote colours for dark pages, and did not say that the rest may be dark: it begins as black on white.</param>
internal sealed record DarkLook(string Styles, string? Canvas, bool IsPaper)
{
    /// <summary>Nothing but our own.</summary>
    public static readonly DarkLook None = new("", null, IsPaper: false);

    /// <summary>The sender's own where they wrote one; else theirs, mapped.</summary>
    public static DarkLook Of(IHtmlDocument document, CssCleaner css)
    {
        var sheet = css.Dark;
        if (!sheet.HasOwn)
            return new DarkLook(sheet + sheet.Own, sheet.OwnCanvas ?? (css.Canvas is { } canvas ? DarkPalette.Background(canvas) : null), IsPaper: false);
        var declares = document.QuerySelectorAll("meta").Any(static meta =>
            meta.GetAttribute("name") is { } name && name.Contains("color-scheme", StringComparison.OrdinalIgnoreCase)
            && meta.GetAttribute("content")?.Contains("dark", StringComparison.OrdinalIgnoreCase) == true);
        return new DarkLook(sheet.Own, sheet.OwnCanvas, IsPaper: !declares && sheet.OwnCanvas is null);
    }
}
