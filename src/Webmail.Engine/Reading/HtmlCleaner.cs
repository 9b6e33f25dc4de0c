using AngleSharp.Html;
using AngleSharp.Html.Dom;
using Ganss.Xss;

namespace Webmail.Engine.Reading;

/// <summary>
/// The first wall around a sender's HTML: allow-lists. The sandboxed frame and its Content-Security-Policy are the
/// other two, and each must hold alone. Nothing works on the HTML's text after it has been cleaned.
/// </summary>
internal static class HtmlCleaner
{
    private static readonly HtmlSanitizer Sanitizer = CreateSanitizer();

    /// <summary>Cleans one HTML document.</summary>
    /// <param name="html">The document, decoded.</param>
    /// <param name="embedded">The <c>data:</c> address of an embedded picture by its Content-ID or Content-Location; null if there is none.</param>
    /// <param name="allowRemote">Whether the person agreed to load pictures from elsewhere.</param>
    /// <exception cref="HtmlTooComplexException">A limit was reached: show the text instead.</exception>
    public static CleanHtml Clean(string html, Func<string, string?> embedded, bool allowRemote)
    {
        using var document = BoundedHtmlParser.Parse(html);
        var css = new CssCleaner(allowRemote);
        var preparation = new HtmlPreparation(document, css, embedded, allowRemote);
        var root = preparation.Run();
        Sanitizer.SanitizeDom(document, root);
        preparation.RestoreStyles();
        return new CleanHtml(
            root.OuterHtml(),
            preparation.Styles,
            preparation.BlockedImages + css.Blocked,
            preparation.Trackers,
            preparation.Direction,
            preparation.Language,
            !HasContent(root));
    }

    private static string OuterHtml(this IHtmlElement element)
    {
        using var writer = new StringWriter();
        element.ToHtml(writer, HtmlMarkupFormatter.Instance);
        return writer.ToString();
    }

    private static bool HasContent(IHtmlElement root) =>
        !string.IsNullOrWhiteSpace(root.TextContent) || root.QuerySelector("img, .wm-blocked, hr") is not null;

    private static HtmlSanitizer CreateSanitizer()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(HtmlAllowLists.Elements, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(HtmlAllowLists.Attributes, StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>([.. HtmlAllowLists.LinkSchemes, "data"], StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["href", "src"], StringComparer.OrdinalIgnoreCase),
            // Styles are cleaned by CssCleaner, which remembers repeated ones: several times as fast on a newsletter.
            AllowedCssProperties = new HashSet<string>(),
            AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
            AllowDataAttributes = false,
        })
        {
            KeepChildNodes = true,
        };
        return sanitizer;
    }
}
