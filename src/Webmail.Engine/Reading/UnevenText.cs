using System.Buffers;
using System.Text.Unicode;
using MimeKit;
using MimeKit.Encodings;

namespace Webmail.Engine.Reading;

/// <summary>
/// Text that is not encoded as it is said to be: mailing lists write their lines below base64 without encoding them, programs name an encoding
/// and then use none, and a gateway leaves blanks behind the signs that join the lines of quoted-printable.
/// </summary>
internal static class UnevenText
{
    // What no text has, and what comes of text that is decoded as if it were base64.
    private static readonly SearchValues<byte> Control = SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 0x0b, 0x0e, 0x0f, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1c, 0x1d, 0x1e, 0x1f, 0x7f]);

    private static readonly SearchValues<byte> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n\t"u8);

    /// <summary>The text as it was meant; null if it is encoded as it is said to be.</summary>
    /// <param name="encoded">As it was transferred.</param>
    /// <param name="encoding">As it is said to be encoded.</param>
    public static byte[]? Read(ReadOnlySpan<byte> encoded, ContentEncoding encoding) => encoding switch
    {
        ContentEncoding.Base64 => NotBase64(encoded),
        ContentEncoding.QuotedPrintable => JoinedLines(encoded),
        _ => null,
    };

    private static byte[]? NotBase64(ReadOnlySpan<byte> encoded)
    {
        var foreign = encoded.TrimEnd(" \r\n\t"u8).IndexOfAnyExcept(Base64);
        if (foreign < 0 || encoded.IndexOfAny(Control) >= 0)
            return null;
        var start = encoded[..foreign].LastIndexOf((byte)'\n') + 1;
        var (all, before) = (Decode(encoded, new Base64Decoder()), Decode(encoded[..start], new Base64Decoder()));
        // Letters that went astray in what is encoded are passed over, as all parsers do.
        if (!all.AsSpan().ContainsAny(Control) && (before.Length == 0 || Utf8.IsValid(all) || !Utf8.IsValid(before)))
            return null;
        return before.Length == 0 || before.AsSpan().ContainsAny(Control) ? encoded.ToArray() : [.. before, .. "\r\n"u8, .. encoded[start..]];
    }

    /// <summary>RFC 2045 6.7 (3): white space at the end of a line was added on the way.</summary>
    private static byte[]? JoinedLines(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IndexOf("= "u8) < 0 && encoded.IndexOf("=\t"u8) < 0)
            return null;
        var clean = new ArrayBufferWriter<byte>(encoded.Length);
        while (encoded.Length > 0)
        {
            var end = encoded.IndexOf((byte)'\n') is var feed and >= 0 ? feed + 1 : encoded.Length;
            var line = encoded[..end];
            var written = line.TrimEnd(" \t\r\n"u8);
            clean.Write(written.EndsWith("="u8) ? written : line);
            clean.Write(written.EndsWith("="u8) ? "\r\n"u8 : []);
            encoded = encoded[end..];
        }
        return Decode(clean.WrittenSpan, new QuotedPrintableDecoder());
    }

    private static byte[] Decode(ReadOnlySpan<byte> encoded, IMimeDecoder decoder)
    {
        var input = encoded.ToArray();
        var output = new byte[decoder.EstimateOutputLength(input.Length)];
        return output[..decoder.Decode(input, 0, input.Length, output)];
    }
}
