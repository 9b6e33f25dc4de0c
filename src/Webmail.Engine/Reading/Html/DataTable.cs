using AngleSharp.Dom;

namespace Webmail.Engine.Reading.Html;

/// <summary>
/// Tables of text in columns. They can't shrink further than their longest words, so each gets a box, in which it is moved sideways by itself: the message around it stays in sight.
/// What layout is made of holds other tables or pictures and gets none.
/// </summary>
internal static class DataTable
{
    /// <summary>The class of the box, in the frame's style sheet.</summary>
    private const string ClassName = "wm-scroll";

    /// <summary>Puts those among the elements that are such tables into their boxes.</summary>
    /// <returns>True if there are any.</returns>
    public static bool Box(IDocument document, IEnumerable<IElement> elements)
    {
        var any = false;
        foreach (var table in elements)
        {
            // What is cleaned once more has its box already.
            if (table.LocalName != "table" || table.ParentElement is null or { ClassName: ClassName } || table.HasAttribute("align") || !IsOfText(table, out var mostCells) || mostCells < 2)
                continue;
            var box = document.CreateElement("div");
            box.ClassName = ClassName;
            table.Replace(box);
            box.AppendChild(table);
            any = true;
        }
        return any;
    }

    /// <summary>Whether there are neither tables nor pictures within, and the most cells with a text in a row.</summary>
    private static bool IsOfText(INode within, out int mostCells)
    {
        mostCells = 0;
        var cells = 0;
        var children = within.ChildNodes;
        for (var i = 0; i < children.Length; i++)
        {
            if (children[i] is not IElement element)
                continue;
            if (element.LocalName is "table" or "img" || element.ClassName?.Contains("wm-blocked", StringComparison.Ordinal) == true || !IsOfText(element, out var deeper))
                return false;
            mostCells = Math.Max(mostCells, deeper);
            if (element.LocalName is "td" or "th" && !string.IsNullOrWhiteSpace(element.TextContent))
                cells++;
        }
        mostCells = Math.Max(mostCells, cells);
        return true;
    }
}
