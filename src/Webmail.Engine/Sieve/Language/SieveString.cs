using System.Text;

namespace Webmail.Engine.Sieve.Language;

/// <summary>Writes strings so that nothing in them can end them (RFC 5228 2.4.2).</summary>
internal static class SieveString
{
    /// <summary>A quoted string.</summary>
    public static string Quote(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>One quoted string, or a list of them.</summary>
    public static string Quote(IReadOnlyCollection<string> values) =>
        values.Count == 1 ? Quote(values.First()) : $"[{string.Join(", ", values.Select(Quote))}]";

    /// <summary>A long text: quoted if it is one line, else as a <c>text:</c> block, whose last line gets an end where it has none.</summary>
    public static string Text(string value, string newLine)
    {
        var lines = value.ReplaceLineEndings("\n").Split('\n');
        if (lines.Length == 1)
            return Quote(value);
        var text = new StringBuilder("text:").Append(newLine);
        foreach (var line in lines[^1].Length == 0 ? lines[..^1] : lines)
            text.Append(line.StartsWith('.') ? "." : "").Append(line).Append(newLine);
        return text.Append('.').Append(newLine).ToString();
    }
}
