using AngleSharp.Dom;

namespace Webmail.Engine.Reading.Html;

/// <summary>Makes links of addresses that stand in a message's text, as in a message without HTML: who pastes an address into a letter means it to be followed.</summary>
internal static class TextLinks
{
    /// <summary>Links of one message. A report of a program lists hundreds; beyond it somebody wants our time.</summary>
    private const int MaxLinks = 1_000;

    private static readonly List<string> StandIns = ["wm-blocked", "wm-field", "wm-button"];

    /// <summary>Makes them, with no attribute but where each leads.</summary>
    public static IReadOnlyList<IElement> Make(IDocument document, IElement root)
    {
        var links = new List<IElement>();
        In(root);
        return links;

        void In(INode parent)
        {
            var children = parent.ChildNodes;
            for (var i = 0; i < children.Length && links.Count < MaxLinks; i++)
            {
                if (children[i] is IText text)
                    i += Split(text);
                else if (children[i] is IElement element && !IsClosed(element))
                    In(element);
            }
        }

        // What is a link already, and what we put in for pictures and controls.
        static bool IsClosed(IElement element) =>
            element.LocalName == "a" || element.LocalName == "span" && element.ClassName is { } look && StandIns.Exists(own => look.StartsWith(own, StringComparison.Ordinal));

        // Returns how many nodes stand before what is left of the text.
        int Split(IText text)
        {
            var found = Linkifier.Find(text.Data);
            if (found.Count == 0)
                return 0;
            var (written, nodes, all) = (0, 0, text.Data);
            foreach (var (start, shown, href) in found.Take(MaxLinks - links.Count))
            {
                if (start > written)
                    Put(document.CreateTextNode(all[written..start]));
                var link = document.CreateElement("a");
                link.SetAttribute("href", href);
                link.TextContent = shown;
                Put(link);
                links.Add(link);
                written = start + shown.Length;
            }
            text.Data = all[written..];
            return nodes;

            void Put(INode node)
            {
                text.Parent!.InsertBefore(node, text);
                nodes++;
            }
        }
    }
}
