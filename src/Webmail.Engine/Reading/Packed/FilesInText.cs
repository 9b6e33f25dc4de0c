using System.Buffers.Text;
using MimeKit;
using MimeKit.Encodings;

namespace Webmail.Engine.Reading.Packed;

/// <summary>Files written into a text, from before MIME and from newsgroups: uuencode (POSIX) and yEnc 1.3.</summary>
internal static class FilesInText
{
    /// <summary>Lines of a uuencoded file that came to harm one after the other; after more, the file is over.</summary>
    private const int MaxBrokenLines = 3;

    /// <summary>Files taken out of one text.</summary>
    private const int MaxFiles = 100;

    /// <summary>The text without its files, and these; null if there are none.</summary>
    public static Multipart? Open(MimePart text)
    {
        var octets = TextDecoder.Octets(text, PackedParts.MaxOctets, out var cut);
        if (cut || octets.AsSpan().IndexOf("begin "u8) < 0 && octets.AsSpan().IndexOf("=ybegin "u8) < 0)
            return null;
        var files = new List<MimePart>();
        using var rest = new MemoryStream(octets.Length);
        var at = 0;
        while (at < octets.Length)
        {
            var end = LineEnd(octets, at);
            var line = Line(octets, at, end);
            if (files.Count < MaxFiles && line.Length > 6 && File(octets, at, end, line) is var (file, next))
            {
                files.Add(file);
                at = next;
                continue;
            }
            rest.Write(octets, at, end - at);
            at = end;
        }
        if (files.Count == 0)
            return null;
        var opened = new Multipart("mixed")
        {
            // In a stream of its own, for the other one ends here.
            new MimePart(text.ContentType) { Content = new MimeContent(new MemoryStream(rest.ToArray())) },
        };
        files.ForEach(opened.Add);
        return opened;
    }

    private static (MimePart File, int Next)? File(byte[] octets, int start, int end, ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("begin "u8) && UuName(line) is { } name && IsUuLine(Line(octets, end, LineEnd(octets, end))))
            return Take(octets, start, UuEnd(octets, end), new UUDecoder(), name);
        if (line.StartsWith("=ybegin "u8) && YencName(line) is { } other)
            return Take(octets, start, YencEnd(octets, end, YencWidth(line)), new YDecoder(), other);
        return null;
    }

    private static (MimePart File, int Next) Take(byte[] octets, int start, int end, IMimeDecoder decoder, string name)
    {
        var decoded = new byte[decoder.EstimateOutputLength(end - start)];
        var length = decoder.Decode(octets, start, end - start, decoded);
        var type = MimeTypes.GetMimeType(name);
        return (new MimePart(type) { FileName = name, Content = new MimeContent(new MemoryStream(decoded, 0, length)) }, end);
    }

    /// <summary>Behind the line <c>end</c>; where it is missing, behind the last line that carries anything, for what follows is text.</summary>
    private static int UuEnd(byte[] octets, int body)
    {
        var carries = body;
        var at = body;
        for (var misses = 0; at < octets.Length && misses < MaxBrokenLines;)
        {
            var next = LineEnd(octets, at);
            var line = Line(octets, at, next);
            at = next;
            if (line.SequenceEqual("end"u8))
                return at;
            if (IsUuLine(line))
                (carries, misses) = (at, 0);
            else
                misses++;
        }
        return carries;
    }

    /// <summary>Behind the line <c>=yend</c>; where it is missing, behind the first line that is shorter than all but the last are.</summary>
    private static int YencEnd(byte[] octets, int body, int width)
    {
        var shortened = -1;
        for (var at = body; at < octets.Length;)
        {
            var next = LineEnd(octets, at);
            var line = Line(octets, at, next);
            if (line.StartsWith("=yend "u8))
                return next;
            if (line.StartsWith("=ybegin "u8))
                break;
            if (shortened < 0 && line.Length < width && !line.StartsWith("=ypart "u8))
                shortened = next;
            at = next;
        }
        return shortened < 0 ? octets.Length : shortened;
    }

    private static int YencWidth(ReadOnlySpan<byte> line) =>
        line[(line.IndexOf(" line="u8) + 6)..] is var rest && Utf8Parser.TryParse(rest, out int width, out _) ? width : 0;

    /// <summary><c>begin 644 name</c>: three or four octal digits of a mode; anything else is a sentence.</summary>
    private static string? UuName(ReadOnlySpan<byte> line)
    {
        var rest = line["begin "u8.Length..];
        var digits = 0;
        while (digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'7')
            digits++;
        return digits is 3 or 4 && digits + 1 < rest.Length && rest[digits] == ' ' ? TextDecoder.Name(rest[(digits + 1)..]) : null;
    }

    /// <summary>The first line after <c>begin</c>: its first character counts what the others carry, four for three octets.</summary>
    private static bool IsUuLine(ReadOnlySpan<byte> line)
    {
        if (line.Length == 0 || line[0] is < 0x20 or > 0x60)
            return false;
        var carried = (line[0] - 0x20) & 0x3F;
        var needed = (carried + 2) / 3 * 4;
        // Spaces at the end are lost on the way, and some programs add a check digit.
        return line.Length - 1 <= needed + 2 && line.Length - 1 >= needed - 4 && line.IndexOfAnyExceptInRange((byte)0x20, (byte)0x60) < 0;
    }

    private static string? YencName(ReadOnlySpan<byte> line)
    {
        var at = line.IndexOf(" name="u8);
        return at > 0 && line.IndexOf(" line="u8) is > 0 and var length && length < at ? TextDecoder.Name(line[(at + 6)..]) : null;
    }

    private static int LineEnd(byte[] octets, int start)
    {
        var length = octets.AsSpan(Math.Min(start, octets.Length)).IndexOf((byte)'\n');
        return length < 0 ? octets.Length : start + length + 1;
    }

    private static ReadOnlySpan<byte> Line(byte[] octets, int start, int end) => octets.AsSpan(start, end - start).TrimEnd("\r\n"u8);
}
