using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Webmail.Engine.Reading.Links;

/// <summary>What a link says to whoever looks at it.</summary>
internal static partial class LinkText
{
    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "aside", "blockquote", "br", "center", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
        "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    };

    /// <summary>Its text with the words of its pictures, which are read in their place; blocks stand apart.</summary>
    /// <param name="link">The link, styles of what it holds as the sender wrote them or cleaned.</param>
    /// <param name="withHidden">Whether what is hidden counts as well: a style sheet may show it.</param>
    /// <param name="hasHidden">Something was left out.</param>
    public static string Of(IElement link, bool withHidden, out bool hasHidden)
    {
        var (text, isLeftOut) = (new StringBuilder(), false);
        Add(link);
        hasHidden = isLeftOut;
        return text.ToString();

        void Add(INode parent)
        {
            var children = parent.ChildNodes;
            for (var i = 0; i < children.Length; i++)
            {
                if (children[i] is IText words)
                    text.Append(words.Data);
                else if (children[i] is IElement element)
                {
                    if (withHidden || !IsHidden(element))
                        AddElement(element);
                    else
                        isLeftOut = true;
                }
            }
        }

        void AddElement(IElement element)
        {
            if (element.LocalName == "img")
            {
                text.Append(' ').Append(element.GetAttribute("alt")).Append(' ');
                return;
            }

            var isBlock = Blocks.Contains(element.LocalName);
            if (isBlock)
                text.Append(' ');
            Add(element);
            if (isBlock)
                text.Append(' ');
        }
    }

    private static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden") || (element.GetAttribute("style") is { } style && Hiding().IsMatch(style));

    [GeneratedRegex(@"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:font-size|opacity|max-width|max-height)\s*:\s*(?:0{1,9}(?:\.0{0,9})?|\.0{1,9})(?:px|em|rem|pt|%)?\s*(?:;|!|$))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hiding();
}
