using System.Buffers;
using System.Text;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Attachments;

/// <summary>
/// What a file is by its first octets, whatever its name and its sender's type say. Told are the kinds that the page shows, those that
/// run, and those that either is disguised as.
/// </summary>
public static class FileSignature
{
    /// <summary>A program: of Windows, Linux, macOS, Java, a link of Windows or a script with an interpreter.</summary>
    public const string Program = "application/x-executable";

    private static readonly (byte[] Start, string MediaType)[] Starts =
    [
        ([0x89, .. "PNG\r\n"u8, 0x1a, 0x0a], "image/png"),
        ([0xff, 0xd8, 0xff], "image/jpeg"),
        ([.. "GIF87a"u8], "image/gif"),
        ([.. "GIF89a"u8], "image/gif"),
        ([.. "II*\0"u8], "image/tiff"),
        ([.. "MM\0*"u8], "image/tiff"),
        ([.. "PK\u0003\u0004"u8], "application/zip"),
        ([.. "PK\u0005\u0006"u8], "application/zip"),
        ([.. "Rar!\u001a\u0007"u8], "application/vnd.rar"),
        ([.. "7z"u8, 0xbc, 0xaf, 0x27, 0x1c], "application/x-7z-compressed"),
        ([0x1f, 0x8b], "application/gzip"),
        ([0x28, 0xb5, 0x2f, 0xfd], "application/zstd"),
        ([0xfd, .. "7zXZ\0"u8], "application/x-xz"),
        // Office before 2007, Outlook's .msg, installers of Windows.
        ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "application/x-ole-storage"),
        ([.. "{\\rtf"u8], "application/rtf"),
        ([.. "ID3"u8], "audio/mpeg"),
        ([.. "OggS"u8], "audio/ogg"),
        ([.. "fLaC"u8], "audio/flac"),
        ([0x1a, 0x45, 0xdf, 0xa3], "video/webm"),
        ([.. "MZ"u8], Program),
        ([0x7f, .. "ELF"u8], Program),
        ([0xcf, 0xfa, 0xed, 0xfe], Program),
        ([0xce, 0xfa, 0xed, 0xfe], Program),
        ([0xca, 0xfe, 0xba, 0xbe], Program),
        ([0x4c, 0, 0, 0, 0x01, 0x14, 0x02, 0], Program),
        ([.. "#!/"u8], Program),
        ([.. "#! /"u8], Program),
    ];

    private static readonly (string Start, string MediaType)[] TextStarts =
    [
        ("BEGIN:VCARD", "text/vcard"),
        ("BEGIN:VCALENDAR", "text/calendar"),
        ("<svg", "image/svg+xml"),
        ("<!doctype svg", "image/svg+xml"),
        ("<!doctype html", "text/html"),
        ("<html", "text/html"),
        ("<head", "text/html"),
        ("<body", "text/html"),
        ("<script", "text/html"),
        ("<iframe", "text/html"),
        ("<meta", "text/html"),
        ("<hta:", "text/html"),
    ];

    // WHATWG MIME Sniffing 3: octets that no text has.
    private static readonly SearchValues<byte> Binary = SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 0x0b, 0x0e, 0x0f, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1c, 0x1d, 0x1e, 0x1f]);

    /// <summary>The media type; <c>text/plain</c> for what reads as text; null for what is not known.</summary>
    /// <param name="head">The first octets: 1 KB is enough.</param>
    public static string? Of(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
            return null;
        // ISO 32000-1 7.5.2, and readers take it within the first 1,024 octets.
        if (head[..Math.Min(head.Length, 1_024)].IndexOf("%PDF-"u8) >= 0 && !head.StartsWith("MZ"u8))
            return "application/pdf";
        foreach (var (start, mediaType) in Starts)
        {
            if (head.StartsWith(start))
                return mediaType;
        }
        return Container(head) ?? Text(head);
    }

    private static string? Container(ReadOnlySpan<byte> head)
    {
        if (head.Length >= 12 && head.StartsWith("RIFF"u8))
            return head[8..12] switch { var form when form.SequenceEqual("WEBP"u8) => "image/webp", var form when form.SequenceEqual("WAVE"u8) => "audio/wav", _ => "video/x-msvideo" };
        // ISO/IEC 14496-12 4.3: the brand says which of the family it is.
        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8))
        {
            return Encoding.Latin1.GetString(head[8..12]) switch
            {
                "avif" or "avis" => "image/avif",
                "heic" or "heix" or "hevc" or "mif1" or "msf1" => "image/heic",
                "M4A " or "M4B " => "audio/mp4",
                "qt  " => "video/quicktime",
                _ => "video/mp4",
            };
        }
        if (head.Length >= 26 && head.StartsWith("BM"u8) && head[6..10].IndexOfAnyExcept((byte)0) < 0)
            return "image/bmp";
        // ISO/IEC 11172-3 2.4.2.3: eleven bits of one, MPEG version 1 or 2, layer III.
        return head.Length >= 3 && head[0] == 0xff && (head[1] & 0xe6) is 0xe2 && (head[2] & 0xf0) is not (0xf0 or 0) ? "audio/mpeg" : null;
    }

    private static string? Text(ReadOnlySpan<byte> head)
    {
        var isWide = head.StartsWith(Encoding.Unicode.Preamble) || head.StartsWith(Encoding.BigEndianUnicode.Preamble) || CharsetEvidence.InPairs(head) is not null;
        if (!isWide && head.IndexOfAny(Binary) >= 0)
            return null;
        var text = (isWide ? TextDecoder.Decode(head, named: null, isHtml: false, cut: true) : Encoding.Latin1.GetString(head.StartsWith(Encoding.UTF8.Preamble) ? head[3..] : head)).AsSpan().TrimStart();
        // What introduces a document says not yet what it is.
        while (text.StartsWith("<?", StringComparison.Ordinal) || text.StartsWith("<!--", StringComparison.Ordinal))
        {
            var end = text.StartsWith("<?", StringComparison.Ordinal) ? text.IndexOf("?>") + 2 : text.IndexOf("-->") + 3;
            if (end < 4)
                return "text/xml";
            text = text[end..].TrimStart();
            if (text.StartsWith("<svg", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<!doctype svg", StringComparison.OrdinalIgnoreCase))
                return "image/svg+xml";
            if (!text.StartsWith("<!", StringComparison.Ordinal) && !text.StartsWith("<?", StringComparison.Ordinal) && !text.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
                return "text/xml";
        }
        foreach (var (start, mediaType) in TextStarts)
        {
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                return mediaType;
        }
        return "text/plain";
    }
}
