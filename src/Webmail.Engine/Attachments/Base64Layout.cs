using System.Buffers.Text;

namespace Webmail.Engine.Attachments;

/// <summary>
/// Base64 in lines of one length (RFC 2045 6.8: at most 76 characters; what programs write), in which the place of any octet can be
/// computed. Told from the start and the end of a part; every chunk is checked when it is decoded.
/// </summary>
/// <param name="LineCharacters">Characters of each line but the last, a multiple of four.</param>
/// <param name="Octets">Octets after decoding.</param>
internal sealed record Base64Layout(int LineCharacters, long Octets)
{
    // RFC 2045 knows no other line end, and servers write this one (RFC 9051 9, literals of text).
    private const int LineEnd = 2;

    /// <summary>Octets that a whole line stands for.</summary>
    public int LineOctets => LineCharacters / 4 * 3;

    /// <summary>The length of the first line of a part; null if it is none to compute with.</summary>
    public static int? LineOf(ReadOnlySpan<byte> start)
    {
        var length = start.IndexOf("\r\n"u8);
        return length is > 0 and <= 1_000 && length % 4 == 0 ? length : null;
    }

    /// <summary>Where the last fetch begins that tells the whole length: a line's start not far from the end.</summary>
    public static long TailOf(int lineCharacters, long encodedOctets) => Math.Max(0, encodedOctets / (lineCharacters + LineEnd) - 2) * (lineCharacters + LineEnd);

    /// <summary>The layout, if the end is as the start promises.</summary>
    /// <param name="lineCharacters">What <see cref="LineOf"/> said.</param>
    /// <param name="tailOffset">Where the end begins, encoded.</param>
    /// <param name="tail">The end.</param>
    public static Base64Layout? Of(int lineCharacters, long tailOffset, ReadOnlySpan<byte> tail)
    {
        var layout = new Base64Layout(lineCharacters, 0);
        var buffer = new byte[tail.Length];
        return layout.TryDecode(tail, isEnd: true, buffer, out var written)
            ? layout with { Octets = tailOffset / (lineCharacters + LineEnd) * layout.LineOctets + written }
            : null;
    }

    /// <summary>The encoded place to fetch from for an octet, and the octet that is decoded first there.</summary>
    public (long Encoded, long Decoded) Locate(long octet)
    {
        var line = octet / LineOctets;
        return (line * (LineCharacters + LineEnd), line * LineOctets);
    }

    /// <summary>Encoded octets, in whole lines, to fetch for so many decoded ones from a line's start; at most <paramref name="most"/>.</summary>
    public int FetchSize(long octets, int most) =>
        (int)Math.Clamp((octets + LineOctets - 1) / LineOctets, 1, Math.Max(1, most / (LineCharacters + LineEnd))) * (LineCharacters + LineEnd);

    /// <summary>Octets that so many encoded ones in whole lines stand for.</summary>
    public long OctetsOf(int encoded) => encoded / (LineCharacters + LineEnd) * (long)LineOctets;

    /// <summary>Decodes whole lines, and at the part's end what is left. False: the lines are not of one length, or hold something else.</summary>
    public bool TryDecode(ReadOnlySpan<byte> encoded, bool isEnd, Span<byte> target, out int written)
    {
        written = 0;
        while (encoded.Length > 0)
        {
            var end = encoded.IndexOf("\r\n"u8);
            if (end < 0 && !isEnd)
                return false;
            var line = end < 0 ? encoded : encoded[..end];
            encoded = end < 0 ? default : encoded[(end + LineEnd)..];
            // Line breaks may follow the last line.
            if (line.IsEmpty)
                return isEnd && encoded.IndexOfAnyExcept("\r\n"u8) < 0;
            var isLast = isEnd && encoded.IndexOfAnyExcept("\r\n"u8) < 0;
            if ((line.Length != LineCharacters && !(isLast && line.Length < LineCharacters))
                || (!isLast && line[^1] == (byte)'=')
                || Base64.DecodeFromUtf8(line, target[written..], out var consumed, out var decoded) != System.Buffers.OperationStatus.Done
                || consumed != line.Length
                || (!isLast && decoded != LineOctets))
                return false;
            written += decoded;
        }
        return true;
    }
}
