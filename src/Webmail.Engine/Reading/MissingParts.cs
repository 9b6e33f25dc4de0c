using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Encodings;

namespace Webmail.Engine.Reading;

/// <summary>
/// Finds the parts of what should have some and has none: where the boundary is not named, is another one than stands there, or has white space behind it; where the
/// whole was encoded once more; and where a header was lost, so that only the text still shows that it was a multipart.
/// </summary>
internal static partial class MissingParts
{
    /// <summary>Octets in which the first boundary is looked for.</summary>
    private const int Searched = 64 * 1024;

    /// <summary>The same entity with its parts, or as the text that it is; null: nothing is missing.</summary>
    public static MimeEntity? Find(MimeEntity entity) => entity switch
    {
        Multipart { Count: 0 } multipart => Of(multipart),
        MimePart { Content: not null } part when MayHaveParts(part) => InText(part),
        _ => null,
    };

    private static MimeEntity? Of(Multipart multipart)
    {
        using var content = new MemoryStream();
        multipart.WriteTo(content, contentOnly: true);
        var octets = Decoded(content.ToArray(), TransferEncoding.Of(multipart.Headers[HeaderId.ContentTransferEncoding]));
        // RFC 2046 5.1.1: white space at the end of a boundary is none of it, neither where it is named nor where it stands.
        foreach (var boundary in new[] { multipart.Boundary?.TrimEnd(), Guess(octets) })
        {
            if (boundary is { Length: > 0 } && With(octets, multipart.ContentType.MediaSubtype, boundary) is { Count: > 0 } found)
                return found;
        }
        // Everything stands before the first part.
        return multipart.Preamble is { Length: > 0 } text ? new TextPart("plain") { Text = text } : null;
    }

    /// <summary>A text that a header was lost of: with no Content-Type, or one that names a boundary all the same.</summary>
    private static bool MayHaveParts(MimePart part) =>
        part.Headers[HeaderId.ContentType] is null && part.Headers[HeaderId.ContentDisposition] is null
        || part.ContentType.MediaType.Equals("text", StringComparison.OrdinalIgnoreCase) && part.ContentType.Parameters["boundary"] is { Length: > 0 };

    private static Multipart? InText(MimePart part)
    {
        var octets = TextDecoder.Octets(part, Packed.PackedParts.MaxOctets, out var cut);
        if (cut || Guess(octets) is not { } boundary || !BeginsWith(octets, boundary) || octets.AsSpan().IndexOf(Encoding.Latin1.GetBytes($"\n--{boundary}--")) < 0)
            return null;
        var found = With(octets, "mixed", boundary);
        // Two forms of one text, as nearly all are.
        return found is [TextPart { IsPlain: true }, TextPart { IsHtml: true }] ? With(octets, "alternative", boundary) : found;
    }

    /// <summary>Nothing but a line or two for programs that know no MIME stands before the first part.</summary>
    private static bool BeginsWith(ReadOnlySpan<byte> octets, string boundary)
    {
        var before = Encoding.Latin1.GetString(octets[..octets.IndexOf(Encoding.Latin1.GetBytes("--" + boundary))]);
        return string.IsNullOrWhiteSpace(before) || before.Length < 500 && before.Contains("MIME", StringComparison.Ordinal);
    }

    private static string? Guess(ReadOnlySpan<byte> octets) =>
        Delimiter().Match(Encoding.Latin1.GetString(octets[..Math.Min(octets.Length, Searched)])) is { Success: true } found ? found.Groups[1].Value : null;

    private static Multipart? With(byte[] octets, string subtype, string boundary) =>
        MimeEntity.Load(WholeMessage.Options, new ContentType("multipart", subtype) { Boundary = boundary }, new MemoryStream(octets)) as Multipart;

    private static byte[] Decoded(byte[] octets, ContentEncoding encoding)
    {
        IMimeDecoder? decoder = encoding switch { ContentEncoding.Base64 => new Base64Decoder(), ContentEncoding.QuotedPrintable => new QuotedPrintableDecoder(), _ => null };
        // What stands there as it is has been encoded in name only.
        if (decoder is null || Guess(octets) is not null)
            return octets;
        var decoded = new byte[decoder.EstimateOutputLength(octets.Length)];
        return decoded[..decoder.Decode(octets, 0, octets.Length, decoded)];
    }

    [GeneratedRegex(@"(?:^|\n)--([^\r\n]{0,199}[^\r\n \t-])[ \t]*\r?\nContent-[A-Za-z-]{2,40}[ \t]*:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Delimiter();
}
