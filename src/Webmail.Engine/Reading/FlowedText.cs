using System.Text;

namespace Webmail.Engine.Reading;

/// <summary>Reads plain text into lines with their depth of quotation.</summary>
internal static class FlowedText
{
    /// <summary>A line: how deep it is quoted, and its text without the marks.</summary>
    public readonly record struct Line(int Depth, string Text);

    /// <summary>Deeper quotation is shown like this depth.</summary>
    private const int MaxDepth = 12;

    /// <summary>Splits a text; joins what format=flowed wrapped (RFC 3676 4.2 to 4.5).</summary>
    public static List<Line> Read(TextSection section)
    {
        var lines = new List<Line>();
        // A paragraph may be of a hundred thousand lines: it is put together once.
        var paragraph = new StringBuilder();
        var (open, depthOfOpen) = (false, 0);
        foreach (var raw in section.Text.AsSpan().EnumerateLines())
        {
            var (depth, text) = section.IsFlowed ? Unstuff(raw) : Unquote(raw);
            // RFC 3676 4.3: the line before a signature is never flowed.
            var isSignature = text is "-- ";
            if (open && (depthOfOpen != depth || isSignature))
                Close();
            var goesOn = section.IsFlowed && !isSignature && text.EndsWith(' ');
            if (!open && !goesOn)
            {
                lines.Add(new Line(depth, text));
                continue;
            }
            paragraph.Append(goesOn && section.DeletesSpace ? text.AsSpan(0, text.Length - 1) : text);
            (open, depthOfOpen) = (true, depth);
            if (!goesOn)
                Close();
        }
        if (open)
            Close();
        return lines;

        void Close()
        {
            lines.Add(new Line(depthOfOpen, paragraph.ToString()));
            paragraph.Clear();
            open = false;
        }
    }

    private static (int Depth, string Text) Unstuff(ReadOnlySpan<char> raw)
    {
        var depth = 0;
        while (depth < raw.Length && raw[depth] == '>')
            depth++;
        var text = raw[depth..];
        if (text.Length > 0 && text[0] == ' ')
            text = text[1..];
        return (Math.Min(depth, MaxDepth), text.ToString());
    }

    /// <summary>Without format=flowed: <c>&gt; &gt; text</c> is as common as <c>&gt;&gt; text</c>.</summary>
    private static (int Depth, string Text) Unquote(ReadOnlySpan<char> raw)
    {
        int depth = 0, at = 0;
        while (at < raw.Length && raw[at] == '>')
        {
            depth++;
            at++;
            if (at + 1 < raw.Length && raw[at] == ' ' && raw[at + 1] == '>')
                at++;
        }
        if (depth > 0 && at < raw.Length && raw[at] == ' ')
            at++;
        return (Math.Min(depth, MaxDepth), raw[at..].ToString());
    }
}
