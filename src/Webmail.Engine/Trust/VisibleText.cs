using System.Globalization;
using System.Text;

namespace Webmail.Engine.Trust;

/// <summary>A text as it is seen: what strangers put in so that programs and people read different things is gone.</summary>
public static class VisibleText
{
    /// <summary>
    /// The text without what nobody sees, in the letters that it looks like: wide ones are meant as the usual ones, and so are the dots of other
    /// scripts, as in names of the network (RFC 3490 3.1). White space is spaces, line ends among them. For comparing and searching, not for showing.
    /// </summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var seen = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
                seen.Append(' ');
            else if (!IsInvisible(rune))
                seen.Append(rune.ToString());
        }

        return seen.ToString().Normalize(NormalizationForm.FormKC).Replace('。', '.');
    }

    /// <summary>Format and control characters, and the letters and marks that are drawn as nothing (Unicode, Default_Ignorable_Code_Point).</summary>
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0100 and <= 0xE01EF);
}
