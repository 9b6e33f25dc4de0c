using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Webmail.Engine.Reading.Links;

/// <summary>Finds the host that the text of a link speaks of, as a person would read it.</summary>
internal static partial class NamedHost
{
    /// <summary>Characters. A longer text is a paragraph that happens to be a link.</summary>
    private const int MaxLength = 400;

    /// <summary>What looks like a host and is the name of a file: endings that are no country's, or hardly anybody's.</summary>
    private static readonly FrozenSet<string> FileEndings = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "avi", "bmp", "css", "csv", "doc", "docx", "eml", "exe", "gif", "htm", "html", "ics", "jpeg", "jpg", "js", "json", "key", "log", "md",
        "mov", "mp3", "mp4", "odp", "ods", "odt", "pages", "pdf", "php", "png", "ppt", "pptx", "py", "rar", "rtf", "sh", "svg", "tif", "tiff", "txt",
        "vcf", "wav", "webp", "xls", "xlsx", "xml", "zip");

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = false };

    /// <summary>The host in ASCII and lower case; null if the text names none.</summary>
    public static string? In(string text)
    {
        // Nothing to be made plain, and neither a dot of a name nor the colon of an address: so are most.
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.AsSpan().ContainsAny('.', ':'))
            return null;
        var seen = Seen(text);
        if (seen.Length is 0 or > MaxLength)
            return null;
        if (Address().Match(seen) is { Success: true } address)
            return Ascii(address.Groups[1].Value);
        var whole = Whole().Match(seen);
        return whole.Success && !FileEndings.Contains(whole.Groups[2].Value) ? Ascii(whole.Groups[1].Value) : null;
    }

    /// <summary>The text without what nobody sees, in the letters that it looks like: full-width ones are meant as the usual ones.</summary>
    private static string Seen(string text)
    {
        if (text.Length > MaxLength * 4)
            return "";
        var seen = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control) || Rune.IsWhiteSpace(rune))
                seen.Append(Rune.IsWhiteSpace(rune) ? " " : rune.ToString());
        }
        return seen.ToString().Normalize(NormalizationForm.FormKC).Trim();
    }

    private static string? Ascii(string host)
    {
        try
        {
            return Idn.GetAscii(host.Trim('.')).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // Not a name that could be looked up, so it names no place.
            return null;
        }
    }

    // Where an address begins in the text, up to what ends its host: a path, a port, or the name before an @.
    [GeneratedRegex(@"(?:https?://|\bwww\.(?=[^\s.]+\.))([^\s/\\?#:@<>""'()\[\]{},;]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    // "bank.example", "bank.example/login", "service@bank.example": the whole text is nothing else.
    [GeneratedRegex(@"\A(?:[\w.+-]{1,64}@)?((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}(\p{L}{2,24}))\.?(?:[/?#:]\S*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
