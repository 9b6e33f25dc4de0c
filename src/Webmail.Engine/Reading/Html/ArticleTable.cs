using AngleSharp.Dom;

namespace Webmail.Engine.Reading.Html;

/// <summary>Tells tables of data, which an article keeps, from tables of layout.</summary>
internal static class ArticleTable
{
    /// <summary>Characters. What stands in a cell of data is short.</summary>
    private const int LongestCell = 200;

    /// <summary>True if it has heads or three rows, in several columns, with short texts and nothing nested.</summary>
    public static bool IsData(IElement table)
    {
        if (table.GetAttribute("role") == "presentation" || table.QuerySelector("table, img, .wm-blocked, h1, h2, h3, ul, p + p") is not null)
            return false;
        var rows = table.QuerySelectorAll("tr");
        return rows.Length >= 2
            && (rows.Length >= 3 || table.QuerySelector("th") is not null)
            && rows.Count(static row => row.ChildElementCount >= 2) * 2 > rows.Length
            && table.QuerySelectorAll("td, th").All(static cell => cell.TextContent.Trim().Length <= LongestCell);
    }

    /// <summary>Its rows and cells without their look.</summary>
    public static IElement Copy(IDocument document, IElement table, Func<IElement, IElement?> copyCell)
    {
        var copy = document.CreateElement("table");
        foreach (var row in table.QuerySelectorAll("tr"))
        {
            var line = (IElement)copy.AppendChild(document.CreateElement("tr"));
            foreach (var cell in row.Children.Where(static child => child.LocalName is "td" or "th"))
            {
                var to = copyCell(cell) ?? document.CreateElement(cell.LocalName);
                foreach (var span in new[] { "colspan", "rowspan" })
                {
                    if (cell.GetAttribute(span) is { } value)
                        to.SetAttribute(span, value);
                }
                line.AppendChild(to);
            }
        }
        return copy;
    }
}
