using System.Buffers.Binary;

namespace Webmail.Engine.Attachments;

/// <summary>Reads how large a picture is from its first octets, so that a browser is never given one that would take all its memory.</summary>
public static class ImageSize
{
    /// <summary>Octets that are read for it: a JPEG has its size behind the camera's notes and a small picture, a few times 64 KB at most.</summary>
    public const int HeadOctets = 256 * 1024;

    /// <summary>Points. Cameras of today have up to 200 million; a browser takes four octets for each, so this is 512 MB at most, and freed when it is closed.</summary>
    public const long MaxPixels = 128_000_000;

    /// <summary>More points than a browser is given.</summary>
    public static bool IsTooLarge(long width, long height) => width > 0 && height > MaxPixels / width;

    /// <summary>Width and height in points; null if they are not found.</summary>
    /// <param name="head">The first octets.</param>
    /// <param name="mediaType">What <see cref="FileSignature"/> says.</param>
    public static (long Width, long Height)? Of(ReadOnlySpan<byte> head, string mediaType) => mediaType switch
    {
        // PNG 11.2.2, GIF89a 18, and the header of BMP, whose height is negative for pictures from the top.
        "image/png" when head.Length >= 24 => (BinaryPrimitives.ReadUInt32BigEndian(head[16..]), BinaryPrimitives.ReadUInt32BigEndian(head[20..])),
        "image/gif" when head.Length >= 10 => (BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt16LittleEndian(head[8..])),
        "image/bmp" when head.Length >= 26 => (Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(head[18..])), Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(head[22..]))),
        "image/webp" when head.Length >= 30 => WebP(head),
        "image/jpeg" => Jpeg(head),
        "image/avif" => Avif(head),
        _ => null,
    };

    /// <summary>RFC 9649: the three kinds of the first chunk.</summary>
    private static (long, long)? WebP(ReadOnlySpan<byte> head) => head[15] switch
    {
        (byte)'X' => (1 + UInt24(head[24..]), 1 + UInt24(head[27..])),
        (byte)'L' => (1 + (BinaryPrimitives.ReadUInt32LittleEndian(head[21..]) & 0x3fff), 1 + ((BinaryPrimitives.ReadUInt32LittleEndian(head[21..]) >> 14) & 0x3fff)),
        _ => (BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) & 0x3fff, BinaryPrimitives.ReadUInt16LittleEndian(head[28..]) & 0x3fff),
    };

    /// <summary>ITU-T T.81 B.2.2: the first frame header.</summary>
    private static (long, long)? Jpeg(ReadOnlySpan<byte> head)
    {
        for (var at = 2; at + 9 < head.Length;)
        {
            if (head[at] != 0xff)
                return null;
            var marker = head[at + 1];
            if (marker == 0xff)
            {
                at++;
                continue;
            }
            if (marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
                return (BinaryPrimitives.ReadUInt16BigEndian(head[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(head[(at + 5)..]));
            at += 2 + (marker is 0x01 or (>= 0xd0 and <= 0xd8) ? 0 : BinaryPrimitives.ReadUInt16BigEndian(head[(at + 2)..]));
        }
        return null;
    }

    /// <summary>ISO/IEC 23008-12 6.5.3: the largest of the image spatial extents, since which is shown would take more reading.</summary>
    private static (long, long)? Avif(ReadOnlySpan<byte> head)
    {
        (long Width, long Height)? largest = null;
        for (var at = head.IndexOf("ispe"u8); at >= 0 && at + 16 <= head.Length;)
        {
            var (width, height) = ((long)BinaryPrimitives.ReadUInt32BigEndian(head[(at + 8)..]), (long)BinaryPrimitives.ReadUInt32BigEndian(head[(at + 12)..]));
            if (largest is not { } known || (double)width * height > (double)known.Width * known.Height)
                largest = (width, height);
            var next = head[(at + 4)..].IndexOf("ispe"u8);
            at = next < 0 ? -1 : at + 4 + next;
        }
        return largest;
    }

    private static long UInt24(ReadOnlySpan<byte> octets) => octets[0] | octets[1] << 8 | octets[2] << 16;
}
