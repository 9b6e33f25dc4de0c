using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Webmail.Engine.Trust.LookAlikes;

/// <summary>
/// What a text looks like, after the manner of UTS 39 4 (skeletons): two texts that are the same to the eye have the same one. It is for
/// comparing only.
/// </summary>
/// <remarks>
/// A subset of our own, not the tables of Unicode: letters of scripts that registries take for domains and that are drawn like Latin ones
/// (Cyrillic, Greek, Armenian, Cherokee in small letters, Latin ones of other shapes), digits, and pairs that run together. Accents, wide and
/// mathematical letters go by normalisation. What is missing costs a warning, never a false one.
/// </remarks>
internal static class Skeleton
{
    private static readonly FrozenDictionary<char, char> Drawn = Pairs(
        // Cyrillic
        "аa", "бb", "вb", "гr", "еe", "ѕs", "іi", "їi", "јj", "кk", "мm", "нh", "оo", "пn", "рp", "сc", "тt", "уy", "хx", "ьb", "ԁd", "ԛq", "ԝw", "һh", "ӏl", "ѵv", "ёe", "ґr",
        // Greek
        "αa", "βb", "γy", "εe", "ηn", "ιi", "κk", "νv", "οo", "πn", "ρp", "σo", "τt", "υu", "χx", "ωw", "ϲc", "ϳj", "ϱp",
        // Armenian
        "աw", "գq", "զq", "հh", "յj", "ոn", "սu", "օo", "ցg", "քp",
        // Latin letters of other shapes, which do not come apart into a letter and an accent
        "ıi", "ȷj", "ɑa", "ɡg", "ɩi", "ɪi", "ʟl", "ʀr", "ʏy", "ʋu", "ɴn", "ᴀa", "ᴄc", "ᴅd", "ᴇe", "ᴊj", "ᴋk", "ᴍm", "ᴏo", "ᴘp", "ᴛt", "ᴜu", "ᴠv", "ᴡw", "ᴢz",
        "łl", "ŀl", "ƚl", "ɫl", "đd", "ɖd", "ħh", "øo", "ɵo", "ŧt", "ƀb", "ƅb", "ɓb", "ƈc", "ɗd", "ƒf", "ɠg", "ɦh", "ƙk", "ŋn", "ɲn", "ƥp", "ɋq", "ʂs", "ƭt", "ʠq", "ƿp", "ſf",
        // Cherokee in small letters, and digits
        "ꭰd", "ꭱr", "ꭲt", "ꮃw", "ꮎo", "ꮪs", "ꮯc", "ꮲp",
        "0o", "1l", "|l");

    /// <summary>The skeleton of a text. It has nothing of case, accents and what is invisible.</summary>
    public static string Of(string text)
    {
        var drawn = new StringBuilder(text.Length);
        // Normalisation throws at half a surrogate pair, which any name from outside may hold: none is left.
        foreach (var c in VisibleText.Of(text).Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
                drawn.Append(Drawn.GetValueOrDefault(c, c));
        }

        // Letters that run together in a proportional face.
        return drawn.Replace("rn", "m").Replace("vv", "w").Replace("ß", "ss").Replace("æ", "ae").Replace("œ", "oe").ToString();
    }

    /// <summary>Whether a letter of another script is drawn like a Latin one.</summary>
    public static bool IsDrawnAsLatin(char c) => Drawn.ContainsKey(char.ToLowerInvariant(c));

    private static FrozenDictionary<char, char> Pairs(params string[] pairs) => pairs.ToFrozenDictionary(static pair => pair[0], static pair => pair[1]);
}
