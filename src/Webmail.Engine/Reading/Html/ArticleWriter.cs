using AngleSharp.Dom;
using Webmail.Engine.Reading.Links;

namespace Webmail.Engine.Reading.Html;

/// <summary>Writes paragraphs into one element. What is open around a text, such as a link, is opened anew in the next paragraph.</summary>
internal sealed class ArticleWriter(IDocument document, IElement target)
{
    /// <summary>Characters. Longer text in large letters is an introduction.</summary>
    private const int LongestHeading = 140;

    private readonly List<IElement> open = [];
    private IElement? paragraph;
    private IElement? inner;

    /// <summary>Adds text; white space folds as in HTML.</summary>
    public void AddText(string text, bool isHeading)
    {
        if (string.IsNullOrWhiteSpace(text) && paragraph is null)
            return;
        Begin(isHeading ? "h2" : "p").AppendChild(document.CreateTextNode(text));
    }

    /// <summary>A line break; the second in a row ends the paragraph.</summary>
    public void AddBreak()
    {
        if (paragraph is null)
            return;
        if (inner!.LastChild is IElement { LocalName: "br" })
            EndParagraph();
        else
            inner.AppendChild(document.CreateElement("br"));
    }

    /// <summary>A picture, in a paragraph of its own, with the link that is open around it.</summary>
    public void AddPicture(IElement picture)
    {
        EndParagraph();
        Begin("p").AppendChild(picture);
        EndParagraph();
    }

    /// <summary>A block that is whole.</summary>
    public void AddBlock(IElement block)
    {
        EndParagraph();
        target.AppendChild(block);
    }

    /// <summary>What follows stands in an element like this one.</summary>
    public void Open(IElement element)
    {
        open.Add(element);
        if (paragraph is not null)
            inner = (IElement)inner!.AppendChild(Bare(element));
    }

    /// <summary>The element opened last ends.</summary>
    public void Close()
    {
        open.RemoveAt(open.Count - 1);
        if (paragraph is not null)
            inner = inner!.ParentElement ?? paragraph;
    }

    /// <summary>What follows stands in another paragraph.</summary>
    public void EndParagraph()
    {
        if (paragraph is null)
            return;
        var ended = paragraph;
        (paragraph, inner) = (null, null);
        while (ended.LastChild is IElement { LocalName: "br" } last)
            last.Remove();
        if (string.IsNullOrWhiteSpace(ended.TextContent) && ended.QuerySelector("img, .wm-blocked") is null)
        {
            ended.Remove();
        }
        else if (ended.LocalName == "h2" && ended.TextContent.Length > LongestHeading)
        {
            var introduction = document.CreateElement("p");
            while (ended.FirstChild is { } child)
                introduction.AppendChild(child);
            ended.Replace(introduction);
        }
    }

    private IElement Begin(string name)
    {
        if (paragraph is not null)
            return inner!;
        paragraph = inner = document.CreateElement(name);
        target.AppendChild(paragraph);
        foreach (var element in open)
            inner = (IElement)inner.AppendChild(Bare(element));
        return inner;
    }

    private static INode Bare(IElement element)
    {
        var copy = (IElement)element.Clone(deep: false);
        // The mark of a link that lies keeps the look by which it is known.
        if (copy.ClassName != LinkLook.MarkClass)
            copy.RemoveAttribute("class");
        return copy;
    }
}
