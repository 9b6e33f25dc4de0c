namespace Webmail.Engine.Trust.LookAlikes;

/// <summary>Whether a domain's letters are of scripts that nobody writes together, as look-alikes are (UTS 39 5.1).</summary>
internal static class ScriptMix
{
    /// <summary>Whether a label mixes scripts, or is written in another one so that it reads as Latin letters throughout.</summary>
    public static bool IsSuspicious(string domain) => DomainName.Unicode(domain).Split('.').Any(static label => Mixes(label) || IsDisguised(label));

    private static bool Mixes(string label)
    {
        var scripts = label.EnumerateRunes().Select(Of).Where(static script => script != Script.Common).Distinct().ToList();
        return scripts.Count > 1 && !scripts.TrueForAll(static script => script is Script.Latin or Script.EastAsian);
    }

    /// <summary>Every letter has a Latin twin: a word of that language by chance has that in a few short cases only.</summary>
    private static bool IsDisguised(string label) =>
        label.Any(static c => c > '\u007F' && !IsLatin(c)) && !label.Any(char.IsAsciiLetter)
        && label.All(static c => !char.IsLetter(c) || (!IsLatin(c) && Skeleton.IsDrawnAsLatin(c)));

    private static Script Of(System.Text.Rune rune) => rune.Value switch
    {
        < 0x80 when !char.IsAsciiLetter((char)rune.Value) => Script.Common,
        < 0x0370 when rune.Value >= 0x0300 => Script.Common,
        < 0x0370 or (>= 0x1E00 and < 0x1F00) or (>= 0xAB30 and < 0xAB70) => System.Text.Rune.IsLetter(rune) ? Script.Latin : Script.Common,
        (>= 0x0370 and < 0x0400) or (>= 0x1F00 and < 0x2000) => Script.Greek,
        >= 0x0400 and < 0x0530 => Script.Cyrillic,
        >= 0x0530 and < 0x0590 => Script.Armenian,
        >= 0x0590 and < 0x0600 => Script.Hebrew,
        >= 0x0600 and < 0x0780 => Script.Arabic,
        (>= 0x3040 and < 0x3400) or (>= 0x3400 and < 0xA000) or (>= 0xAC00 and < 0xD7B0) or (>= 0x1100 and < 0x1200) or (>= 0x20000 and < 0x30000) => Script.EastAsian,
        (>= 0x13A0 and < 0x1400) or (>= 0xAB70 and < 0xABC0) => Script.Cherokee,
        _ => System.Text.Rune.IsLetter(rune) ? Script.Other : Script.Common,
    };

    private static bool IsLatin(char c) => Of(new System.Text.Rune(char.IsSurrogate(c) ? '\uFFFD' : c)) == Script.Latin;

    private enum Script
    {
        Common,
        Latin,
        Greek,
        Cyrillic,
        Armenian,
        Hebrew,
        Arabic,
        EastAsian,
        Cherokee,
        Other,
    }
}
