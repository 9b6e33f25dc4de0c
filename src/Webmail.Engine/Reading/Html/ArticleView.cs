using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Webmail.Engine.Reading.Html;

/// <summary>
/// Takes the text of a newsletter out of its layout: headings, paragraphs, lists, tables of data, pictures and links in the order in which
/// they stand, for the reader's own type. Made of new elements, before the sanitiser looks at them.
/// </summary>
internal sealed class ArticleView
{
    private static readonly HashSet<string> Inline = new(StringComparer.Ordinal) { "a", "b", "strong", "i", "em", "u", "s", "del", "ins", "code", "kbd", "sub", "sup", "mark", "q", "cite", "abbr", "bdi", "bdo", "small" };

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "aside", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "main", "nav",
        "p", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    };

    private readonly IDocument document;
    private readonly Func<IElement, CleanStyle> styleOf;
    private readonly IReadOnlySet<string> hidden;
    private readonly ArticleWriter writer;

    private ArticleView(IDocument document, IElement target, Func<IElement, CleanStyle> styleOf, IReadOnlySet<string> hidden)
    {
        (this.document, this.styleOf, this.hidden) = (document, styleOf, hidden);
        writer = new ArticleWriter(document, target);
    }

    /// <summary>The article of a prepared message.</summary>
    /// <param name="document">Makes its elements.</param>
    /// <param name="mail">The message's body; it is taken apart.</param>
    /// <param name="styleOf">The cleaned style of an element.</param>
    /// <param name="hidden">Classes whose elements the sender's style sheets hide.</param>
    public static IHtmlElement Of(IDocument document, IElement mail, Func<IElement, CleanStyle> styleOf, IReadOnlySet<string> hidden)
    {
        var root = (IHtmlElement)document.CreateElement("div");
        root.ClassName = "wm-article";
        var view = new ArticleView(document, root, styleOf, hidden);
        view.ReadChildren(mail, ArticleStyle.Body);
        view.writer.EndParagraph();
        // The sanitiser works on what stands in the document.
        mail.Replace(root);
        return root;
    }

    private void ReadChildren(IElement element, ArticleStyle style)
    {
        foreach (var child in element.ChildNodes.ToList())
        {
            if (child is IText text)
                writer.AddText(text.Data, style.IsHeading);
            else if (child is IElement inner)
                Read(inner, style);
        }
    }

    private void Read(IElement element, ArticleStyle around)
    {
        if (hidden.Count > 0 && element.ClassList.Any(hidden.Contains) || around.Within(element, styleOf(element).Text) is not { } style)
            return;
        switch (element.LocalName)
        {
            case "br":
                writer.AddBreak();
                break;
            case "img":
            case "span" when element.ClassList.Contains("wm-blocked"):
                AddPicture(element);
                break;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                writer.EndParagraph();
                ReadChildren(element, style with { IsHeading = true });
                writer.EndParagraph();
                break;
            case "ul" or "ol":
                AddNested(element.LocalName, element.Children.Where(static child => child.LocalName == "li").Select(item => Nested("li", item)));
                break;
            case "blockquote":
                AddNested("blockquote", [.. Nested("div", element)?.ChildNodes ?? Enumerable.Empty<INode>()]);
                break;
            case "details":
                AddQuote(element);
                break;
            case "pre":
                AddNested("pre", [document.CreateTextNode(element.TextContent)]);
                break;
            case "table" when ArticleTable.IsData(element):
                writer.AddBlock(ArticleTable.Copy(document, element, cell => Nested(cell.LocalName, cell)));
                break;
            case var name when Inline.Contains(name):
                writer.Open(element);
                ReadChildren(element, style);
                writer.Close();
                break;
            case var name when Blocks.Contains(name):
                writer.EndParagraph();
                ReadChildren(element, style);
                writer.EndParagraph();
                break;
            default:
                ReadChildren(element, style);
                break;
        }
    }

    /// <summary>Spacers and icons say nothing here; what is wider stands by itself.</summary>
    private void AddPicture(IElement picture)
    {
        var isSmall = picture.ClassList.Contains("wm-small")
            || int.TryParse(picture.GetAttribute("width"), out var width) && width < 64
            || int.TryParse(picture.GetAttribute("height"), out var height) && height < 40;
        if (isSmall)
        {
            if ((picture.GetAttribute("alt") ?? picture.GetAttribute("aria-label"))?.Trim() is { Length: > 0 } text)
                writer.AddText($" {text} ", isHeading: false);
            return;
        }
        var copy = (IElement)picture.Clone(deep: true);
        copy.RemoveAttribute("width");
        copy.RemoveAttribute("height");
        writer.AddPicture(copy);
    }

    private void AddQuote(IElement details)
    {
        if (Nested("details", details) is not { } quote)
            return;
        quote.ClassName = details.ClassName ?? "";
        quote.Prepend(document.CreateElement("summary"));
        writer.AddBlock(quote);
    }

    private void AddNested(string name, IEnumerable<INode?> content)
    {
        var block = document.CreateElement(name);
        foreach (var node in content.OfType<INode>())
            block.AppendChild(node);
        if (block.HasChildNodes)
            writer.AddBlock(block);
    }

    private IElement? Nested(string name, IElement source)
    {
        var target = document.CreateElement(name);
        var inner = new ArticleView(document, target, styleOf, hidden);
        inner.ReadChildren(source, ArticleStyle.Body);
        inner.writer.EndParagraph();
        // One paragraph in a list or a cell is the item itself.
        if (target is { ChildElementCount: 1, FirstElementChild: { LocalName: "p" } only })
        {
            while (only.FirstChild is { } child)
                target.AppendChild(child);
            only.Remove();
        }
        return target.HasChildNodes ? target : null;
    }
}
