using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using MimeKit.Text;
using Webmail.Engine.Reading.Html;
using HtmlTokenizer = MimeKit.Text.HtmlTokenizer;

namespace Webmail.Fuzzing.Judges;

/// <summary>
/// Judges finished HTML by itself, as if nobody had cleaned it: parsed anew by two parsers, with every element, attribute and address
/// looked at. It shares the list of elements with the program, and nothing else.
/// </summary>
internal static class SafeHtml
{
    /// <summary>Whatever the program's own list says: what runs, loads, navigates or is read by other rules than text.</summary>
    private static readonly HashSet<string> Never = new(StringComparer.OrdinalIgnoreCase)
    {
        "applet", "audio", "base", "basefont", "bgsound", "body", "canvas", "embed", "fencedframe", "frame", "frameset", "head", "html", "iframe", "link",
        "listing", "math", "meta", "noembed", "noframes", "noscript", "object", "param", "plaintext", "portal", "script", "source", "style", "svg",
        "template", "title", "track", "video", "xmp",
    };

    private static readonly HashSet<string> NeverAttributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "action", "archive", "autofocus", "background", "cite", "classid", "code", "codebase", "contenteditable", "data", "dynsrc", "form", "formaction",
        "http-equiv", "id", "is", "longdesc", "lowsrc", "manifest", "name", "ping", "popover", "popovertarget", "poster", "profile", "slot", "srcdoc",
        "srcset", "usemap", "xlink:href", "xml:base", "xmlns",
    };

    /// <summary>What is wrong; null: nothing.</summary>
    /// <param name="body">What goes between the tags of a body.</param>
    /// <param name="styles">What goes into a style element; may be empty.</param>
    /// <param name="allowRemote">Whether pictures may come from elsewhere.</param>
    public static string? Fault(string body, string styles, bool allowRemote)
    {
        var parsed = new HtmlParser().ParseDocument("<!DOCTYPE html><html><head></head><body>" + body);
        foreach (var node in parsed.Body!.Descendants())
        {
            if (node is IComment or IProcessingInstruction || (node is IElement element ? ElementFault(element, allowRemote) is not null : node is not IText))
                return node is IElement wrong ? ElementFault(wrong, allowRemote) : $"a node of the kind {node.NodeType}";
        }

        if (parsed.Body!.Attributes.Length > 0 || parsed.DocumentElement.Attributes.Length > 0 || parsed.Head!.ChildNodes.Length > 0)
            return "the document around it was changed";
        if (styles.Contains('<', StringComparison.Ordinal))
            return "styles that end their element: " + styles;
        return SafeCss.SheetFault(styles, allowRemote) ?? TokenFault(body);
    }

    /// <summary>What is wrong with the tags as another parser reads them, which knows no tree.</summary>
    private static string? TokenFault(string body)
    {
        var tokens = new HtmlTokenizer(new StringReader(body)) { DecodeCharacterReferences = true };
        while (tokens.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag && (Never.Contains(tag.Name) || !HtmlAllowLists.Elements.Contains(tag.Name)))
                return $"a tag <{tag.Name}>";
            if (token is HtmlTagToken { IsEndTag: false } start && start.Attributes.FirstOrDefault(static one => IsNever(one.Name)) is { } attribute)
                return $"a tag <{start.Name} {attribute.Name}>";
            if (token is HtmlCommentToken or HtmlDocTypeToken or HtmlScriptDataToken or HtmlCDataToken)
                return $"a token {token.Kind}";
        }

        return null;
    }

    private static string? ElementFault(IElement element, bool allowRemote)
    {
        if (element.NamespaceUri != NamespaceNames.HtmlUri || Never.Contains(element.LocalName) || !HtmlAllowLists.Elements.Contains(element.LocalName))
            return $"<{element.LocalName}>";
        foreach (var attribute in element.Attributes)
        {
            var fault = attribute.Name.ToLowerInvariant() switch
            {
                var name when IsNever(name) => "is there",
                "href" => element.LocalName != "a" || !LeadsOut(attribute.Value) ? "leads to " + attribute.Value : null,
                "src" => element.LocalName != "img" || !SafeCss.IsPicture(attribute.Value, allowRemote) ? "loads " + attribute.Value : null,
                "style" => SafeCss.InlineFault(attribute.Value, allowRemote),
                _ => null,
            };
            if (fault is not null)
                return $"{element.LocalName}[{attribute.Name}] {fault}";
        }

        return element.LocalName == "a" && element.HasAttribute("href")
            && (element.GetAttribute("target") != "_blank" || element.GetAttribute("rel")?.Contains("noopener", StringComparison.Ordinal) != true)
            ? "a link that gives its opener away" : null;
    }

    private static bool IsNever(string attribute) => attribute.StartsWith("on", StringComparison.OrdinalIgnoreCase) || NeverAttributes.Contains(attribute);

    /// <summary>WHATWG URL 4.4: a browser drops what is no visible character in front, and tabs and line breaks anywhere, before it reads the scheme.</summary>
    private static bool LeadsOut(string address)
    {
        var seen = string.Concat(address.SkipWhile(static c => c <= ' ').Where(static c => c is not ('\t' or '\n' or '\r'))).ToLowerInvariant();
        return seen.StartsWith("https://", StringComparison.Ordinal) || seen.StartsWith("http://", StringComparison.Ordinal)
            || seen.StartsWith("mailto:", StringComparison.Ordinal) || seen.StartsWith("tel:", StringComparison.Ordinal);
    }
}
