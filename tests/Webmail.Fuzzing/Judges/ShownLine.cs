using System.Globalization;
using Webmail.Engine.Reading;

namespace Webmail.Fuzzing.Judges;

/// <summary>Judges a stranger's text that is shown on one line, among texts of ours.</summary>
internal static class ShownLine
{
    /// <summary>Demands one line within its limit that cannot turn what stands beside it around.</summary>
    /// <exception cref="PropertyBrokenException">It is not.</exception>
    public static void Demand(string text, int limit, string where)
    {
        if (Fault(text, limit) is { } fault)
            throw new PropertyBrokenException($"{where}: {fault}");
    }

    private static string? Fault(string text, int limit)
    {
        if (text.Length > limit)
            return $"{text.Length} characters";
        if (text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])))
            return "space around it";
        foreach (var c in text)
        {
            var breaks = char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            if (breaks || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069')
                return $"U+{(int)c:X4}";
        }

        return HeaderReader.OneLine(text, limit) == text ? null : "another line when read again";
    }
}
