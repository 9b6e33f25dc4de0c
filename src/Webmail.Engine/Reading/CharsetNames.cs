using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace Webmail.Engine.Reading;

/// <summary>Finds what senders mean by the name of a character set.</summary>
internal static partial class CharsetNames
{
    /// <summary>Octets of HTML in which it may name its own: those that write a style sheet first are read, too.</summary>
    private const int MetaOctets = 8_192;

    /// <summary>What neither MimeKit nor .NET knows, or knows as less than what is written under it (WHATWG Encoding 4.2). Of sets that .NET has not, the nearest.</summary>
    private static readonly FrozenDictionary<string, int> Others = new (int CodePage, string[] Names)[]
    {
        (932, ["windows-31j", "cswindows31j", "ms932"]),
        (949, ["euc-kr", "ks_c_5601-1987", "ks_c_5601-1989", "ksc5601", "ksc_5601", "korean", "windows-949", "x-windows-949", "ms949", "uhc"]),
        (1200, ["unicode", "utf16", "ucs-2"]),
        (1251, ["kz-1048", "ptcp154"]),
        (10000, ["mac-roman", "x-mac-roman", "macroman"]),
        (28592, ["iso-8859-16"]),
        (28598, ["iso-8859-8-e"]),
        (50220, ["iso-2022-jp-1", "iso-2022-jp-2", "iso-2022-jp-3", "iso-2022-jp-ms"]),
        (54936, ["gb2312", "gb_2312-80", "gbk", "x-gbk", "euc-cn"]),
    }.SelectMany(static set => set.Names, static (set, name) => KeyValuePair.Create(name, set.CodePage)).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Windows-1252, of which Latin-1 is the printable part: what octets are of which nothing is known (WHATWG Encoding 4.2).</summary>
    public static Encoding Western { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The encoding of a name; null if nobody knows it. UTF-7 is refused: what looks harmless in it is not.</summary>
    public static Encoding? Find(string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset) || charset.Contains("utf-7", StringComparison.OrdinalIgnoreCase) || charset.Contains("utf7", StringComparison.OrdinalIgnoreCase))
            return null;
        var name = charset.Trim().Trim('"', '\'').Trim();
        if (Others.TryGetValue(name, out var other))
            return Encoding.GetEncoding(other);
        if (Windows().Match(name) is { Success: true } windows)
            return Encoding.GetEncoding("windows-" + windows.Groups[1].Value);
        try
        {
            // MimeKit knows what programs call their character sets: "utf8", "cp1252", "latin1".
            var encoding = new ContentType("text", "plain") { Charset = name }.CharsetEncoding;
            return encoding?.CodePage == 65000 ? null : encoding;
        }
        catch (Exception fault) when (fault is NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The one that a part names. Where the field can't be read, or first says ASCII and then something else, what stands in it.</summary>
    public static Encoding? Of(MimePart part)
    {
        var named = Find(part.ContentType.Charset);
        if (named is not (null or { CodePage: 20127 }) || part.Headers[HeaderId.ContentType] is not { Length: < 2_000 } written)
            return named;
        return Parameter().Matches(written).Select(static match => Find(match.Groups[1].Value)).LastOrDefault(static found => found is not null) ?? named;
    }

    /// <summary>The one that an HTML document names itself, as browsers look for it (WHATWG HTML 13.2.3.2); null if it names none.</summary>
    public static Encoding? InDocument(ReadOnlySpan<byte> html)
    {
        var head = Encoding.Latin1.GetString(html[..Math.Min(html.Length, MetaOctets)]);
        var found = Find(Meta().Match(head) is { Success: true } meta ? meta.Groups[1].Value : Declaration().Match(head).Groups[1].Value);
        // Who could read this was not reading UTF-16.
        return found?.CodePage is 1200 or 1201 or 12000 or 12001 ? Encoding.UTF8 : found;
    }

    [GeneratedRegex("""<meta[^>]{0,200}charset\s*=\s*["']?([A-Za-z0-9_:.-]{2,40})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Meta();

    [GeneratedRegex("""^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""", RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();

    [GeneratedRegex("""charset\s*(?:\([^)]{0,200}\)\s*)?=\s*["']?([A-Za-z0-9_:.+-]{2,40})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^(?:win|ms|x-cp|x-win|x-windows)[-_]?(125[0-8])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Windows();
}
