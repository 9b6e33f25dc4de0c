using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace Webmail.Engine.Reading;

/// <summary>Turns a part's octets into text, within a limit.</summary>
internal static partial class TextDecoder
{
    /// <summary>Octets of one text part that are read. The longest plain text a person reads is a book: 1 MB.</summary>
    public const int MaxOctets = 2_000_000;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>Decodes one text part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="mediaType">Its media type, in lower case.</param>
    /// <param name="charset">The character set that a person chose; null: the one that the part names, or that shows itself.</param>
    public static TextSection Decode(MimePart part, string mediaType, string? charset = null)
    {
        var isHtml = mediaType == "text/html";
        var octets = Octets(part, MaxOctets, out var cut);
        var parameters = part.ContentType.Parameters;
        var flowed = !isHtml && string.Equals(parameters["format"], "flowed", StringComparison.OrdinalIgnoreCase);
        var deletesSpace = flowed && string.Equals(parameters["delsp"], "yes", StringComparison.OrdinalIgnoreCase);
        var text = charset is not null && Named(charset) is { } chosen ? chosen.GetString(octets) : Decode(octets, part.ContentType.Charset, isHtml, cut);
        return mediaType is "text/enriched" or "text/richtext"
            ? new TextSection(true, EnrichedText.ToHtml(text, isOld: mediaType == "text/richtext"), IsCut: cut)
            : new TextSection(isHtml, text, flowed, deletesSpace, cut);
    }

    /// <summary>A part's octets after decoding, at most <paramref name="limit"/>.</summary>
    public static byte[] Octets(MimePart part, int limit, out bool cut)
    {
        using var content = part.Content!.Open();
        using var taken = new MemoryStream();
        var buffer = new byte[32_768];
        int read;
        while (taken.Length < limit && (read = content.Read(buffer, 0, (int)Math.Min(buffer.Length, limit - taken.Length))) > 0)
            taken.Write(buffer, 0, read);
        cut = taken.Length >= limit && content.Read(buffer, 0, 1) > 0;
        return taken.ToArray();
    }

    /// <summary>A name that stands in octets without a character set.</summary>
    public static string Name(ReadOnlySpan<byte> octets) => Decode(octets.ToArray(), charset: null, isHtml: false, cut: false).Trim(' ', '"');

    /// <summary>The encoding of a character set that a person chose; null if there is none of this name.</summary>
    public static Encoding? Chosen(string? charset) => Named(charset);

    /// <summary>Decodes octets: by their own mark, by the name of their character set, else as UTF-8 or Windows-1252.</summary>
    public static string Decode(byte[] octets, string? charset, bool isHtml, bool cut)
    {
        if (octets.AsSpan().StartsWith(Encoding.UTF8.Preamble))
            return Encoding.UTF8.GetString(octets.AsSpan(3));
        if (octets.AsSpan().StartsWith(Encoding.Unicode.Preamble))
            return Encoding.Unicode.GetString(octets.AsSpan(2));
        if (octets.AsSpan().StartsWith(Encoding.BigEndianUnicode.Preamble))
            return Encoding.BigEndianUnicode.GetString(octets.AsSpan(2));
        if (string.IsNullOrEmpty(charset) && isHtml)
            charset = MetaCharset().Match(Encoding.Latin1.GetString(octets.AsSpan(0, Math.Min(octets.Length, 1_024)))).Groups[1].Value;

        var named = Named(charset);
        // ASCII and Latin-1 are what programs write that know no better; where it reads as UTF-8, it is UTF-8.
        if (named is null || named.CodePage is 20127 or 28591 or 65001)
        {
            try
            {
                return StrictUtf8.GetString(octets);
            }
            catch (DecoderFallbackException)
            {
                // A cut may split a character; else it is Windows-1252, of which Latin-1 is the printable part (WHATWG Encoding 4.2).
                return named?.CodePage == 65001 || cut ? Encoding.UTF8.GetString(octets) : Windows1252.GetString(octets);
            }
        }
        return named.GetString(octets);
    }

    private static Encoding Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The encoding of a charset name. UTF-7 is refused: what looks harmless in it is not.</summary>
    private static Encoding? Named(string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset) || charset.Contains("utf-7", StringComparison.OrdinalIgnoreCase) || charset.Contains("utf7", StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            // MimeKit knows what programs call their character sets: "utf8", "cp1252", "ks_c_5601-1987".
            var encoding = new ContentType("text", "plain") { Charset = charset.Trim().Trim('"', '\'') }.CharsetEncoding;
            return encoding?.CodePage == 65000 ? null : encoding;
        }
        catch (Exception fault) when (fault is NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex("""<meta[^>]{0,200}charset\s*=\s*["']?([A-Za-z0-9_:.-]{2,40})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MetaCharset();
}
