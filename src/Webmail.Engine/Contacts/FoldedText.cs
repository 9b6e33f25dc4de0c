using System.Globalization;
using System.Text;

namespace Webmail.Engine.Contacts;

/// <summary>Text without case and accents, for comparing what is typed with names and addresses.</summary>
internal static class FoldedText
{
    /// <summary>Base letters in lower case: <c>Ångström</c> becomes <c>angstrom</c>.</summary>
    public static string Of(string text)
    {
        if (System.Text.Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var c in Whole(text).Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)
                continue;
            // Letters of their own that people without such a key write otherwise; Unicode does not take them apart.
            _ = c switch
            {
                'ß' => folded.Append("ss"),
                'æ' => folded.Append("ae"),
                'œ' => folded.Append("oe"),
                'ø' => folded.Append('o'),
                'đ' or 'ð' => folded.Append('d'),
                'ł' => folded.Append('l'),
                'þ' => folded.Append("th"),
                'ı' => folded.Append('i'),
                _ => folded.Append(c),
            };
        }

        return folded.ToString();
    }

    /// <summary>The same with German umlauts as two letters (<c>Müller</c> becomes <c>mueller</c>); null where that changes nothing.</summary>
    public static string? InTwoLetters(string text)
    {
        if (System.Text.Ascii.IsValid(text))
            return null;
        var composed = Whole(text).Normalize(NormalizationForm.FormC);
        var written = composed
            .Replace("ä", "ae", StringComparison.OrdinalIgnoreCase).Replace("ö", "oe", StringComparison.OrdinalIgnoreCase).Replace("ü", "ue", StringComparison.OrdinalIgnoreCase);
        return written == composed ? null : Of(written);
    }

    // Normalisation throws at half a surrogate pair, which any name from outside may hold.
    private static string Whole(string text) => text.EnumerateRunes().Any(static rune => rune == Rune.ReplacementChar)
        ? string.Concat(text.EnumerateRunes().Select(static rune => rune.ToString()))
        : text;
}
