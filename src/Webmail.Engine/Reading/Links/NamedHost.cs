using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Webmail.Engine.Trust;

namespace Webmail.Engine.Reading.Links;

/// <summary>Finds the host that the text of a link speaks of, as a person would read it.</summary>
internal static partial class NamedHost
{
    /// <summary>Characters that are looked at. A longer text is a paragraph that happens to be a link.</summary>
    private const int MaxLength = 400;

    /// <summary>The same, with those that nobody sees: whoever puts more of them in has a reason, and gets no more of our time.</summary>
    private const int MaxRaw = 20_000;

    /// <summary>What looks like a host and is the name of a file: endings that are no country's, or hardly anybody's.</summary>
    private static readonly FrozenSet<string> FileEndings = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "avi", "bmp", "css", "csv", "doc", "docx", "eml", "exe", "gif", "htm", "html", "ics", "jpeg", "jpg", "js", "json", "key", "log", "md",
        "mov", "mp3", "mp4", "odp", "ods", "odt", "pages", "pdf", "php", "png", "ppt", "pptx", "py", "rar", "rtf", "sh", "svg", "tif", "tiff", "txt",
        "vcf", "wav", "webp", "xls", "xlsx", "xml", "zip");

    /// <summary>
    /// The endings that most hosts have of which mail speaks, and those of examples (RFC 2606). By them a host is told from a full stop with no space
    /// behind it; others count only where nobody writes like that. Short ones that are words or names of software are left out.
    /// </summary>
    private static readonly FrozenSet<string> CommonEndings = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "app", "at", "au", "bank", "be", "bg", "biz", "br", "ca", "ch", "cloud", "cn", "co", "com", "cz", "de", "dev", "dk", "edu", "es", "eu", "example", "fi", "fr", "gov", "gr", "hr", "hu", "ie", "info", "int", "invalid",
        "io", "it", "jp", "kr", "li", "lt", "lu", "lv", "mil", "mobi", "mx", "net", "nl", "no", "nz", "online", "org", "pl", "pt", "ro", "rs", "ru", "se", "shop", "si", "site", "sk", "store", "test", "tr", "ua", "uk", "us", "za");

    /// <summary>Names of software that are written like hosts.</summary>
    private static readonly FrozenSet<string> Products = FrozenSet.Create(StringComparer.Ordinal, "ADO.NET", "ASP.NET", "ML.NET", "VB.NET");

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = false };

    /// <summary>The host in ASCII and lower case; null if the text names none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isTarget">Whether a host is where the link leads: a sentence may name that one beside others.</param>
    public static string? In(string text, Func<string, bool>? isTarget = null)
    {
        // Nothing to be made plain, and neither a dot of a name nor the colon of an address: so are most.
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.AsSpan().ContainsAny('.', ':'))
            return null;
        var seen = VisibleText.Of(text.Length > MaxRaw ? text[..MaxRaw] : text).Trim();
        if (!seen.AsSpan().ContainsAny('.', ':'))
            return null;
        if (seen.Length > MaxLength)
            seen = seen[..MaxLength];
        if (Address().Match(seen) is { Success: true } address)
            return Ascii(address.Groups[1].Value);
        var whole = Whole().Match(Bare(seen));
        if (whole.Success)
            return IsHost(whole.Groups[1].Value, whole.Groups[2].Value) ? Ascii(whole.Groups[1].Value) : null;
        var within = Within().Matches(seen).Where(static match => CommonEndings.Contains(match.Groups[2].Value) && !FileEndings.Contains(match.Groups[2].Value))
            .Select(static match => Ascii(match.Groups[1].Value)).OfType<string>().ToList();
        return isTarget is not null && within.Exists(host => isTarget(host)) ? within.Find(host => isTarget(host)) : within.FirstOrDefault();
    }

    /// <summary>A host, and not a file, a product, or the end of a sentence and the next one's beginning.</summary>
    private static bool IsHost(string host, string ending) =>
        !FileEndings.Contains(ending) && !Products.Contains(host)
        && (CommonEndings.Contains(ending) || !char.IsUpper(ending[0]) || ending.All(static c => !char.IsLower(c)));

    /// <summary>Without the arrows, quotes, brackets and pictures that stand around a text.</summary>
    private static string Bare(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && !char.IsLetterOrDigit(text[start]) && text[start] != '_')
            start++;
        while (end > start && !char.IsLetterOrDigit(text[end - 1]) && CharUnicodeInfo.GetUnicodeCategory(text[end - 1]) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
            end--;
        return text[start..end];
    }

    private static string? Ascii(string host)
    {
        try
        {
            return Idn.GetAscii(Uri.UnescapeDataString(host).Trim('.')).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // Not a name that could be looked up, so it names no place.
            return null;
        }
    }

    // Where an address begins in the text, up to what ends its host: a path, a port, or the name before an @. With what people do not see, too: one slash, a space, hxxp.
    [GeneratedRegex(
        @"(?:https?://|\bwww\.(?=[^\s.]+\.)|(?:\b(?:h(?:tt|xx)ps?|ftps?)(?: ?: ?[/\\ ]{0,4}|[/\\]{2})|(?<![\w:/\\])//)(?=[\p{L}\p{M}\p{N}_-]+\.[\p{L}\p{N}]))([\p{L}\p{M}\p{N}_.%-]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    // "bank.example", "bank.example/login", "service@bank.example": the whole text is nothing else.
    [GeneratedRegex(
        @"\A(?:mailto:)?(?:[\w.+-]{1,64}@)?((?:[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]{0,62})?\.){1,20}(xn--[a-z0-9-]{2,59}|[\p{L}\p{M}]{2,24}))\.?(?:[/?#:]\S*)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    // Within a sentence, in small letters as hosts are written: "Booking.com" is a firm there, "bank.example" a place.
    [GeneratedRegex(@"(?<![\p{L}\p{M}\p{N}_./-])((?:[\p{Ll}\p{Lo}\p{N}](?:[\p{Ll}\p{Lo}\p{M}\p{N}-]{0,62})?\.){1,20}([a-z]{2,24}))(?![\p{L}\p{N}_-]|\.[\p{L}\p{N}])", RegexOptions.CultureInvariant)]
    private static partial Regex Within();
}
