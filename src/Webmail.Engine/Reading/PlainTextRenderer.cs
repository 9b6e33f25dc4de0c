using System.Text;
using System.Text.RegularExpressions;
using Webmail.Engine.Reading.Links;

namespace Webmail.Engine.Reading;

/// <summary>Writes text/plain as HTML: lines kept, quotes as blocks, the quoted end folded, the signature dimmed.</summary>
internal static partial class PlainTextRenderer
{
    /// <summary>Lines. The octet limit comes first for real text; this one is for a megabyte of line breaks.</summary>
    private const int MaxLines = 100_000;

    /// <summary>A quote below which the reply stands is folded when it is longer than a screen's third.</summary>
    private const int LongQuote = 12;

    /// <summary>Renders one part.</summary>
    /// <param name="section">The text.</param>
    /// <param name="cut">Whether lines were left out.</param>
    /// <param name="marked">Takes in the links that may be taken for others; null: each stands as it is.</param>
    public static string Render(TextSection section, out bool cut, MarkedLinks? marked = null)
    {
        var lines = FlowedText.Read(section);
        cut = section.IsCut || lines.Count > MaxLines;
        if (lines.Count > MaxLines)
            lines.RemoveRange(MaxLines, lines.Count - MaxLines);
        while (lines.Count > 0 && string.IsNullOrWhiteSpace(lines[^1].Text) && lines[^1].Depth == 0)
            lines.RemoveAt(lines.Count - 1);

        var signature = SignatureStart(lines);
        var (foldStart, foldEnd) = Fold(lines, signature);
        var html = new StringBuilder(section.Text.Length + section.Text.Length / 4);
        html.Append("<div class=\"wm-text\" dir=\"auto\">");
        if (foldStart < foldEnd)
        {
            Write(html, lines, 0, foldStart, marked);
            html.Append("<details class=\"wm-quote\"><summary></summary>");
            Write(html, lines, foldStart, foldEnd, marked);
            html.Append("</details>");
            if (signature > foldEnd)
                Write(html, lines, foldEnd, signature, marked);
        }
        else
        {
            Write(html, lines, 0, signature, marked);
        }
        if (signature < lines.Count && signature >= foldEnd)
        {
            html.Append("<div class=\"wm-signature\">");
            Write(html, lines, signature, lines.Count, marked);
            html.Append("</div>");
        }
        return html.Append("</div>").ToString();
    }

    private static void Write(StringBuilder html, List<FlowedText.Line> lines, int start, int end, MarkedLinks? marked)
    {
        var depth = 0;
        var lineStarts = true;
        var paragraphStarts = true;
        for (var i = start; i < end; i++)
        {
            var line = lines[i];
            for (; depth < line.Depth; depth++, lineStarts = true)
                html.Append("<blockquote>");
            for (; depth > line.Depth; depth--, lineStarts = true)
                html.Append("</blockquote>");
            if (paragraphStarts && DrawnText.EndOf(lines, i, end) is var drawn && drawn > i)
            {
                // A line feed right before a block is not to be seen.
                html.Append(lineStarts ? "" : "\n").Append("<div class=\"wm-drawn\">");
                for (; i < drawn; i++)
                {
                    Linkifier.Append(html, lines[i].Text, marked);
                    html.Append(i + 1 < drawn ? "\n" : "</div>");
                }
                i--;
                (lineStarts, paragraphStarts) = (true, false);
                continue;
            }
            paragraphStarts = i + 1 < end && (string.IsNullOrWhiteSpace(line.Text) || lines[i + 1].Depth != line.Depth);
            if (!lineStarts)
                html.Append('\n');
            Linkifier.Append(html, line.Text, marked);
            lineStarts = false;
        }
        for (; depth > 0; depth--)
            html.Append("</blockquote>");
    }

    /// <summary>Where the signature starts (<c>-- </c>, RFC 3676 4.3; many programs lose the space); the number of lines if there is none.</summary>
    private static int SignatureStart(List<FlowedText.Line> lines)
    {
        for (var i = lines.Count - 1; i >= 0 && i > lines.Count - 40; i--)
        {
            if (lines[i] is { Depth: 0, Text: "-- " or "--" })
                return i;
        }
        return lines.Count;
    }

    private static (int Start, int End) Fold(List<FlowedText.Line> lines, int signature)
    {
        for (var i = 0; i < signature; i++)
        {
            if (lines[i].Depth == 0 && IsSeparator(lines, i))
                return HasText(lines, 0, i) ? (i, lines.Count) : (0, 0);
        }

        var end = signature;
        while (end > 0 && string.IsNullOrWhiteSpace(lines[end - 1].Text))
            end--;
        var start = end;
        while (start > 0 && (lines[start - 1].Depth > 0 || (string.IsNullOrWhiteSpace(lines[start - 1].Text) && QuotedAbove(lines, start - 1))))
            start--;
        if (start < end)
        {
            start = AttributionStart(lines, start);
            return HasText(lines, 0, start) ? (start, end) : (0, 0);
        }

        // The reply stands below the quote.
        var first = lines.FindIndex(static line => line.Depth > 0);
        var last = lines.FindLastIndex(static line => line.Depth > 0) + 1;
        var isOneBlock = first >= 0 && lines.Skip(first).Take(last - first).All(static line => line.Depth > 0 || string.IsNullOrWhiteSpace(line.Text));
        return isOneBlock && last - first > LongQuote ? (first, last) : (0, 0);
    }

    private static bool QuotedAbove(List<FlowedText.Line> lines, int index)
    {
        while (index >= 0 && lines[index].Depth == 0 && string.IsNullOrWhiteSpace(lines[index].Text))
            index--;
        return index >= 0 && lines[index].Depth > 0;
    }

    /// <summary>"On … she wrote:" belongs to the quote that follows it; it may be wrapped over up to three lines.</summary>
    private static int AttributionStart(List<FlowedText.Line> lines, int quote)
    {
        var end = quote;
        while (end > 0 && string.IsNullOrWhiteSpace(lines[end - 1].Text))
            end--;
        if (end == 0 || lines[end - 1].Depth > 0 || !lines[end - 1].Text.AsSpan().TrimEnd().EndsWith(":"))
            return quote;
        for (var start = end - 1; start >= 0 && start >= end - 3 && !string.IsNullOrWhiteSpace(lines[start].Text); start--)
        {
            if (Attribution().IsMatch(lines[start].Text))
                return start;
        }
        return lines[end - 1].Text.AsSpan().ContainsAny('@', '<') ? end - 1 : quote;
    }

    /// <summary>Outlook's line above the original, in the languages of its users here, or its rule with a header below.</summary>
    private static bool IsSeparator(List<FlowedText.Line> lines, int index)
    {
        var text = lines[index].Text;
        if (text.StartsWith("-----", StringComparison.Ordinal))
            return OriginalMessage().IsMatch(text);
        return text.Length >= 30 && text.AsSpan().TrimEnd().IndexOfAnyExcept('_') < 0
            && index + 1 < lines.Count && OriginalFrom().IsMatch(lines[index + 1].Text);
    }

    private static bool HasText(List<FlowedText.Line> lines, int start, int end) =>
        lines.Skip(start).Take(end - start).Any(static line => line.Depth == 0 && !string.IsNullOrWhiteSpace(line.Text));

    [GeneratedRegex(@"^\s*(On|Am|Le|El|Il|Op|Em|Den|W dniu)\s.*(\d|,)|\d{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Attribution();

    [GeneratedRegex(@"^-{5}\s?(Original Message|Original-Nachricht|Ursprüngliche Nachricht|Originalnachricht|Message d'origine)\s?-{5}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OriginalMessage();

    [GeneratedRegex(@"^(From|Von|De|Da|Van):\s", RegexOptions.CultureInvariant)]
    private static partial Regex OriginalFrom();
}
