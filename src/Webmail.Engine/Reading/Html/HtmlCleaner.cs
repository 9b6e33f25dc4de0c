using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Dom;
using Ganss.Xss;
using Webmail.Engine.Reading.Links;
using Webmail.Engine.Reading.Pictures;

namespace Webmail.Engine.Reading.Html;

/// <summary>
/// The first wall around a sender's HTML: allow-lists. The sandboxed frame and its Content-Security-Policy are the
/// other two, and each must hold alone. Nothing works on the HTML's text after it has been cleaned.
/// </summary>
internal static class HtmlCleaner
{
    private static readonly HtmlSanitizer Sanitizer = CreateSanitizer([.. HtmlAllowLists.LinkSchemes, "data"]);
    /// <summary>What is sent has the pictures where their sender has them.</summary>
    private static readonly RenderChoice AsWritten = new() { Pictures = static picture => picture.AbsoluteUri };

    private static readonly HtmlSanitizer WritingSanitizer = CreateSanitizer([.. HtmlAllowLists.LinkSchemes, "data", "cid"]);

    /// <summary>Cleans one HTML document.</summary>
    /// <param name="html">The document, decoded.</param>
    /// <param name="embedded">The <c>data:</c> address of an embedded picture by its Content-ID or Content-Location; null if there is none.</param>
    /// <param name="choice">What the person chose.</param>
    /// <param name="section">Which of the HTML texts of one message it is.</param>
    /// <exception cref="HtmlTooComplexException">A limit was reached: show the text instead.</exception>
    public static CleanHtml Clean(string html, Func<string, string?> embedded, RenderChoice choice, int section = 0) =>
        Clean(html, HtmlUse.Reading, embedded, choice, section);

    /// <summary>Cleans HTML that is written on: what is quoted in the editor, or what comes back from it to be sent.</summary>
    /// <param name="html">The document, decoded.</param>
    /// <param name="use">Where it goes.</param>
    /// <param name="picture">The Content-ID under which a picture of the message goes on, by its Content-ID or Content-Location; null if it does not.</param>
    /// <returns>The content of a body; it begins with a <c>div</c> around the whole where the document's own body had a style.</returns>
    /// <exception cref="HtmlTooComplexException">A limit was reached.</exception>
    public static string CleanForWriting(string html, HtmlUse use, Func<string, string?> picture) =>
        Clean(html, use, name => picture(name) is { } id ? "cid:" + id : null, use == HtmlUse.Sending ? AsWritten : RenderChoice.Default).Body;

    private static CleanHtml Clean(string html, HtmlUse use, Func<string, string?> embedded, RenderChoice choice, int section = 0)
    {
        using var document = BoundedHtmlParser.Parse(html);
        var asArticle = choice.AsArticle;
        var remote = new RemoteContent(choice);
        var marked = new MarkedLinks(choice);
        var css = new CssCleaner(remote, use, section);
        var preparation = new HtmlPreparation(document, css, embedded, remote, marked, use);
        var root = preparation.Run();
        if (asArticle)
            root = ArticleView.Of(document, root, preparation.StyleOf, css.HiddenClasses);
        var mayShift = SettledHtml.MayShift(root);
        (use == HtmlUse.Reading ? Sanitizer : WritingSanitizer).SanitizeDom(document, root);
        if (!asArticle)
            preparation.RestoreStyles();
        if (!mayShift)
            preparation.Finish(root);
        return new CleanHtml(
            SettledHtml.Of(use == HtmlUse.Reading || root.HasAttribute("style") ? root.OuterHtml() : root.InnerHtml, mayShift, preparation.Finish),
            asArticle ? "" : preparation.Styles + css.Dark.Raised,
            asArticle ? null : css.Canvas,
            asArticle ? DarkLook.None : DarkLook.Of(document, css),
            remote,
            marked.Found,
            preparation.Direction,
            preparation.Language,
            !HasContent(root));
    }

    private static string OuterHtml(this IElement element)
    {
        using var writer = new StringWriter();
        element.ToHtml(writer, HtmlMarkupFormatter.Instance);
        return writer.ToString();
    }

    private static bool HasContent(IElement root) =>
        !string.IsNullOrWhiteSpace(root.TextContent) || root.QuerySelector("img, .wm-blocked, hr") is not null;

    private static HtmlSanitizer CreateSanitizer(string[] schemes)
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(HtmlAllowLists.Elements, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(HtmlAllowLists.Attributes, StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(schemes, StringComparer.OrdinalIgnoreCase),
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
