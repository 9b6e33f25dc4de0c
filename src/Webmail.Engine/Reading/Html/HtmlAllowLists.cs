using System.Collections.Frozen;

namespace Webmail.Engine.Reading.Html;

/// <summary>What of a message's HTML may reach the reader. Everything else goes; an unknown element leaves its text.</summary>
internal static class HtmlAllowLists
{
    /// <summary>
    /// Structure, tables and text. Nothing that loads by itself but <c>img</c>, nothing that takes input, nothing
    /// that changes how the document around it is read.
    /// </summary>
    public static readonly FrozenSet<string> Elements = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "a", "abbr", "acronym", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption",
        "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "dir", "div", "dl", "dt", "em",
        "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins",
        "kbd", "li", "main", "mark", "menu", "nav", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section",
        "small", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
        "time", "tr", "tt", "u", "ul", "var", "wbr");

    /// <summary>
    /// Elements that go with all they hold: their content is code, a resource, another document, or text that a
    /// browser reads by other rules (which is where mutation attacks live). SVG and MathML go by their namespace.
    /// </summary>
    public static readonly FrozenSet<string> RemovedWithContent = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "audio", "base", "basefont", "bgsound", "canvas", "datalist", "embed", "fencedframe", "frame", "frameset",
        "head", "iframe", "input", "link", "math", "meta", "noembed", "noframes", "option",
        "param", "portal", "script", "select", "source", "style", "svg", "template", "textarea", "title",
        "track", "video");

    /// <summary>Elements whose text stands as it is written: what they hold goes on in a <c>pre</c>, which every parser reads alike.</summary>
    public static readonly FrozenSet<string> Verbatim = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "listing", "plaintext", "xmp");

    /// <summary>
    /// Attributes with no address in them, save <c>href</c> and <c>src</c>, which <see cref="HtmlPreparation"/> has set.
    /// No <c>id</c> and <c>name</c> (they shadow properties of the document), no handlers, nothing that focuses or edits.
    /// </summary>
    public static readonly FrozenSet<string> Attributes = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "abbr", "align", "alt", "aria-hidden", "aria-label", "bgcolor", "border", "bordercolor", "cellpadding", "cellspacing",
        "class", "clear", "color", "cols", "colspan", "compact", "datetime", "dir", "face", "frame", "height", "hidden",
        "href", "hspace", "lang", "noshade", "nowrap", "open", "rel", "reversed", "role", "rowspan", "rules", "scope", "size",
        "span", "src", "start", "summary", "target", "title", "type", "valign", "value", "vspace", "width");

    /// <summary>Where a remote picture's address waits while its text is in the editor: the page must not load it.</summary>
    public const string HeldSource = "data-held-src";

    /// <summary>Classes by which mail programs know what is quoted or signed, and the editor what it has coloured. In the editor any other one would meet the page's own styles.</summary>
    public static readonly FrozenSet<string> WritingClasses = FrozenSet.Create(
        StringComparer.Ordinal,
        "gmail_quote", "gmail_attr", "gmail_signature", "moz-cite-prefix", "moz-forward-container", "moz-signature", "wm-pen", "wm-signature");

    /// <summary>What the parser keeps of a start tag at all: the above, and what is read before it goes.</summary>
    public static readonly FrozenSet<string> ParsedAttributes = Attributes
        .Concat(["style", "id", "background", "text", "srcset", "poster", "media", "placeholder", "checked", "selected", HeldSource])
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where a link may lead.</summary>
    public static readonly FrozenSet<string> LinkSchemes = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "http", "https", "mailto", "tel");

    /// <summary>
    /// Properties that shape text and boxes in the flow. Not here: <c>position</c>, <c>z-index</c> and insets, transforms,
    /// filters and animations (they lay one thing over another, which is how a message imitates our own controls),
    /// <c>content</c>, <c>cursor</c>, custom properties, and everything newer than e-mail.
    /// </summary>
    public static readonly FrozenSet<string> CssProperties = CssPropertyNames().ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Functions that compute or paint and take no address. <c>url</c> is judged by itself.</summary>
    public static readonly FrozenSet<string> CssFunctions = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "rgb", "rgba", "hsl", "hsla", "calc", "min", "max", "clamp", "linear-gradient", "radial-gradient",
        "repeating-linear-gradient", "repeating-radial-gradient", "minmax", "repeat", "fit-content");

    private static IEnumerable<string> CssPropertyNames()
    {
        string[] plain =
        [
            "align-content", "align-items", "align-self", "background", "background-attachment", "background-clip", "background-color",
            "background-image", "background-origin", "background-position", "background-position-x", "background-position-y",
            "background-repeat", "background-repeat-x", "background-repeat-y", "background-size", "border-collapse", "border-spacing",
            "border-radius", "border-top-left-radius", "border-top-right-radius", "border-bottom-left-radius", "border-bottom-right-radius",
            "border-image", "border-image-outset", "border-image-repeat", "border-image-slice", "border-image-source", "border-image-width",
            "box-shadow", "box-sizing", "break-after", "break-before", "break-inside", "caption-side", "clear", "color", "column-count",
            "column-gap", "column-width", "direction", "display", "empty-cells", "flex", "flex-basis", "flex-direction", "flex-flow",
            "flex-grow", "flex-shrink", "flex-wrap", "float", "font", "font-family", "font-size", "font-stretch", "font-style",
            "font-variant", "font-variant-caps", "font-weight", "gap", "grid-template-columns", "grid-column", "grid-row", "height",
            "hyphens", "justify-content", "justify-items", "justify-self", "letter-spacing", "line-height", "list-style",
            "list-style-position", "list-style-type", "max-height", "max-width", "min-height", "min-width", "object-fit", "opacity",
            "order", "orphans", "outline", "outline-color", "outline-style", "outline-width", "overflow", "overflow-wrap", "overflow-x",
            "overflow-y", "page-break-after", "page-break-before", "page-break-inside", "row-gap", "table-layout", "text-align",
            "text-decoration", "text-decoration-color", "text-decoration-line", "text-decoration-style", "text-indent", "text-overflow",
            "text-shadow", "text-transform", "unicode-bidi", "vertical-align", "visibility", "white-space", "widows", "width",
            "word-break", "word-spacing", "word-wrap",
        ];
        string[] sides = ["", "-top", "-right", "-bottom", "-left"];
        return plain
            .Concat(sides.SelectMany(side => new[] { "margin" + side, "padding" + side, "border" + side }))
            .Concat(sides.SelectMany(side => new[] { $"border{side}-color", $"border{side}-style", $"border{side}-width" }));
    }
}
