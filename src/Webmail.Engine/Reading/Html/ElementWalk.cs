using AngleSharp.Dom;

namespace Webmail.Engine.Reading.Html;

/// <summary>Walks a parsed message. The parser's limits of depth and elements hold.</summary>
internal static class ElementWalk
{
    /// <summary>All elements within one, in their order: three times as fast as asking for them by a selector. The list stays as it is when the tree changes.</summary>
    public static List<IElement> ElementsWithin(this IElement root)
    {
        var elements = new List<IElement>();
        Add(root);
        return elements;

        void Add(INode node)
        {
            // By their places: AngleSharp looks for a node among all of its parent's to find the next one.
            var children = node.ChildNodes;
            for (var i = 0; i < children.Length; i++)
            {
                if (children[i] is not IElement element)
                    continue;
                elements.Add(element);
                Add(element);
            }
        }
    }
}
