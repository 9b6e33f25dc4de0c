using System.Text.RegularExpressions;

namespace Webmail.Engine.Reading;

/// <summary>
/// Finds what was drawn in plain text: tables and pictures whose lines fit each other only if all letters are equally wide.
/// The rest of a message reads better in the page's own type.
/// </summary>
internal static partial class DrawnText
{
    /// <summary>Characters. A longer line was written, not drawn; and no line is searched for longer than this.</summary>
    private const int LongestLine = 400;

    /// <summary>The end of the drawn lines that begin at <paramref name="start"/>; <paramref name="start"/> itself if none do.</summary>
    /// <param name="lines">The text.</param>
    /// <param name="start">The first line of a paragraph.</param>
    /// <param name="end">Where the text ends.</param>
    public static int EndOf(List<FlowedText.Line> lines, int start, int end)
    {
        var placed = 0;
        var i = start;
        for (; i < end && lines[i].Depth == lines[start].Depth && !string.IsNullOrWhiteSpace(lines[i].Text); i++)
        {
            if (lines[i].Text.Length > LongestLine)
                return start;
            if (Placed().IsMatch(lines[i].Text))
                placed++;
        }
        // One line may have its gaps by chance, and so may a few of a long paragraph.
        return placed >= 2 && placed * 2 >= i - start ? i : start;
    }

    // A gap between words, a frame, or nothing but strokes.
    [GeneratedRegex(@"\S(?: {3,}| *\t[ \t]*)\S|\|.*\||^[\s\p{IsBoxDrawing}+|=_/\\*#<>~.:^-]{4,}$", RegexOptions.CultureInvariant)]
    private static partial Regex Placed();
}
