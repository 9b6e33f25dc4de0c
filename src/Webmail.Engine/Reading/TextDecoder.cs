using System.Text;
using MimeKit;

namespace Webmail.Engine.Reading;

/// <summary>Turns a part's octets into text, within a limit.</summary>
internal static class TextDecoder
{
    /// <summary>Octets of one text part that are read. The longest plain text a person reads is a book: 1 MB.</summary>
    public const int MaxOctets = 2_000_000;

    private static readonly Encoding[] Marked = [Encoding.UTF8, Encoding.UTF32, new UTF32Encoding(bigEndian: true, byteOrderMark: true), Encoding.Unicode, Encoding.BigEndianUnicode];

    /// <summary>Decodes one text part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="mediaType">Its media type, in lower case.</param>
    /// <param name="charset">The character set that a person chose; null: the one that the part names, or that shows itself.</param>
    public static TextSection Decode(MimePart part, string mediaType, string? charset = null)
    {
        var isHtml = mediaType == "text/html";
        var octets = Written(part, out var cut);
        var parameters = part.ContentType.Parameters;
        var flowed = !isHtml && string.Equals(parameters["format"], "flowed", StringComparison.OrdinalIgnoreCase);
        var deletesSpace = flowed && string.Equals(parameters["delsp"], "yes", StringComparison.OrdinalIgnoreCase);
        var text = CharsetNames.Find(charset) is { } chosen ? chosen.GetString(octets) : Decode(octets, CharsetNames.Of(part), isHtml, cut);
        return mediaType is "text/enriched" or "text/richtext"
            ? new TextSection(true, EnrichedText.ToHtml(text, isOld: mediaType == "text/richtext"), IsCut: cut)
            : new TextSection(isHtml, text, flowed, deletesSpace, cut);
    }

    private static byte[] Written(MimePart part, out bool cut)
    {
        cut = false;
        // What is longer than is read anyway is none of the cases that this is for.
        if (part.Content is { Encoding: var encoding and (ContentEncoding.Base64 or ContentEncoding.QuotedPrintable), Stream: { Length: <= MaxOctets } stream })
        {
            var encoded = new byte[stream.Length];
            stream.Position = 0;
            stream.ReadExactly(encoded);
            if (UnevenText.Read(encoded, encoding) is { } text)
                return text;
        }
        return Octets(part, MaxOctets, out cut);
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
    public static string Name(ReadOnlySpan<byte> octets) => Decode(octets, named: null, isHtml: false, cut: false).Trim(' ', '"');

    /// <summary>The encoding of a character set that a person chose; null if there is none of this name.</summary>
    public static Encoding? Chosen(string? charset) => CharsetNames.Find(charset);

    /// <summary>Decodes octets: by their own mark, by what they are said to be, by what they show themselves to be.</summary>
    /// <param name="octets">The text.</param>
    /// <param name="named">The character set that is named for it; null: none.</param>
    /// <param name="isHtml">It may name one itself.</param>
    /// <param name="cut">It goes on behind these octets.</param>
    public static string Decode(ReadOnlySpan<byte> octets, Encoding? named, bool isHtml, bool cut)
    {
        // The mark of UTF-32 begins as that of UTF-16 does.
        foreach (var marked in Marked)
        {
            if (octets.StartsWith(marked.Preamble))
                return marked.GetString(octets[marked.Preamble.Length..]);
        }
        if (isHtml && named is null or { CodePage: 20127 })
            named = CharsetNames.InDocument(octets) ?? named;
        return CharsetEvidence.Of(octets, named, cut).GetString(octets);
    }
}
