using System.Text;

namespace Webmail.Engine.Submission;

/// <summary>Writes plain text as format=flowed (RFC 3676): long lines are wrapped so that a reader can join them again.</summary>
internal static class FlowedWriter
{
    /// <summary>Characters of a line with its quote marks and the space at its end; RFC 3676 4.2 asks for at most 78.</summary>
    private const int Width = 76;

    /// <summary>Wraps a text. Line ends are CRLF.</summary>
    public static string Write(string text)
    {
        var flowed = new StringBuilder(text.Length + text.Length / 16);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var (depth, content) = Unquote(line);
            // RFC 3676 4.3: the line before a signature keeps its space, and is not flowed. Any other space at an end would join two lines.
            var isSignature = depth == 0 && content is "-- ";
            WriteLine(flowed, depth, isSignature ? content : content.TrimEnd(' '));
        }

        return flowed.ToString();
    }

    private static void WriteLine(StringBuilder flowed, int depth, ReadOnlySpan<char> rest)
    {
        do
        {
            var cut = CutOf(rest, Width - depth - 1);
            var line = rest[..cut];
            rest = rest[cut..];
            flowed.Append('>', depth);
            // RFC 3676 4.4: what could be taken for a quote mark or a stuffed space gets one; a quote's text stands apart from its marks.
            if (depth > 0 ? line.Length > 0 : line.StartsWith(" ") || line.StartsWith(">") || line.StartsWith("From "))
                flowed.Append(' ');
            flowed.Append(line).Append("\r\n");
        }
        while (rest.Length > 0);
    }

    /// <summary>How much of a line comes before the next soft break: up to and with the last space that fits, else the first one beyond.</summary>
    private static int CutOf(ReadOnlySpan<char> line, int width)
    {
        if (line.Length <= width || line is "-- ")
            return line.Length;
        var last = line[..width].LastIndexOf(' ');
        // Not a break before text that begins with a space: the run of spaces stays on one line.
        if (last <= 0)
        {
            var next = line[width..].IndexOf(' ');
            last = next < 0 ? line.Length - 1 : width + next;
        }

        while (last + 1 < line.Length && line[last + 1] == ' ')
            last++;
        return last + 1;
    }

    /// <summary>How deep a line is quoted, and its text: <c>&gt; &gt; text</c> and <c>&gt;&gt; text</c> alike.</summary>
    private static (int Depth, string Content) Unquote(ReadOnlySpan<char> line)
    {
        int depth = 0, at = 0;
        while (at < line.Length && line[at] == '>')
        {
            depth++;
            at++;
            if (at + 1 < line.Length && line[at] == ' ' && line[at + 1] == '>')
                at++;
        }

        if (depth > 0 && at < line.Length && line[at] == ' ')
            at++;
        return (depth, line[at..].ToString());
    }
}
