using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

/// <summary>What may never be in a document that goes to the frame, said without the lists that make it.</summary>
internal static partial class CleanDocument
{
    private static readonly string[] Forbidden =
    [
        "script", "iframe", "frame", "object", "embed", "link", "base", "form", "input", "button", "textarea", "select", "svg", "math",
        "template", "applet", "video", "audio", "source", "track", "portal", "noscript", "xmp", "plaintext", "title",
    ];

    private static readonly string[] Targets = ["http:", "https:", "mailto:", "tel:"];

    /// <summary>Says what is wrong with a document of <see cref="FrameDocument"/> that was written without consent; null if nothing is.</summary>
    public static string? Fault(RenderedMessage message)
    {
        var html = FrameDocument.Write(message, new FrameLook(false, "Blocked", "Show quote"));
        var document = new HtmlParser().ParseDocument(html);
        var mail = new HtmlParser().ParseDocument("<!DOCTYPE html><body>" + message.Body);
        foreach (var element in mail.Body!.QuerySelectorAll("*"))
        {
            if (Forbidden.Contains(element.LocalName) || element.NamespaceUri != NamespaceNames.HtmlUri || element.LocalName is "style" or "meta")
                return $"<{element.LocalName}>";
            foreach (var attribute in element.Attributes)
            {
                if (attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name is "id" or "name" or "srcset" or "background" or "action" or "formaction" or "ping" or "poster" or "xlink:href" or "srcdoc" or "autofocus" or "contenteditable")
                    return $"{element.LocalName}[{attribute.Name}]";
                if (attribute.Name == "href" && !Targets.Any(start => attribute.Value.StartsWith(start, StringComparison.Ordinal)) && !IsMarked(message, attribute.Value))
                    return "href=" + attribute.Value;
                if (attribute.Name == "src" && !attribute.Value.StartsWith("data:image/", StringComparison.Ordinal))
                    return "src=" + attribute.Value;
                if (attribute.Name == "style" && CssFault(attribute.Value) is { } fault)
                    return fault;
            }
            if (element.LocalName == "a" && element.HasAttribute("href") && (element.GetAttribute("rel") != "noopener noreferrer" || element.GetAttribute("target") != "_blank"))
                return "a link that keeps its opener";
        }
        if (CssFault(message.Styles) is { } sheetFault || message.Styles.Contains('<'))
            return "styles: " + message.Styles;
        if (document.QuerySelectorAll("script, link, base, form, iframe, object, embed, svg, math").Length > 0)
            return "the whole document";
        // Parsed and written once more it must be the same: mutation has nothing to work with.
        return mail.Body!.InnerHtml == new HtmlParser().ParseDocument("<!DOCTYPE html><body>" + mail.Body.InnerHtml).Body!.InnerHtml ? null : "unstable";
    }

    /// <summary>A link that may be taken for another one leads to a page of ours first, which knows it.</summary>
    private static bool IsMarked(RenderedMessage message, string address) =>
        MarkedAddress().Match(address) is { Success: true } marked && message.MarkedLinks.ContainsKey(marked.Groups[1].Value);

    [GeneratedRegex(@"\Alink\?m=([\w-]+)\z")]
    private static partial Regex MarkedAddress();

    private static string? CssFault(string css)
    {
        var lower = css.ToLowerInvariant();
        foreach (var (start, _) in lower.Select((c, i) => (i, c)).Where(pair => lower.AsSpan(pair.i).StartsWith("url(")))
        {
            if (!lower.AsSpan(start).StartsWith("url(\"data:image/"))
                return "css " + css;
        }
        if (Regex.IsMatch(lower, @"(?<![\w-])position\s*:"))
            return "position";
        return new[] { "expression(", "@import", "@font-face", "var(", "image-set", "-moz-binding", "behavior", "javascript:", "z-index", "</" }
            .FirstOrDefault(lower.Contains);
    }
}
