using MimeKit;
using MimeKit.IO;

namespace Webmail.Engine.Reading;

/// <summary>
/// Makes a header readable in time that grows with its length: MimeKit copies a field for each line that it is folded into, so that a hundred
/// thousand recipients took 36 s. Fields as long as that are unfolded first, which changes nothing that they say (RFC 5322 2.2.3).
/// </summary>
internal static class LongHeader
{
    /// <summary>Octets of a field that is left as it is; a thousand recipients fit.</summary>
    private const int MaxFolded = 64 * 1024;

    /// <summary>Reads a header that was fetched by itself, or the beginning of a message.</summary>
    public static HeaderList Read(Stream source, CancellationToken cancellationToken)
    {
        source.Position = 0;
        var (folded, end) = LongFields(source);
        source.Position = 0;
        if (folded.Count == 0)
            return new MimeParser(source, MimeFormat.Entity).ParseHeaders(cancellationToken);
        // Even without folds the parser grows its copy of a field by some kilobytes at a time: of megabytes it takes seconds.
        var octets = Unfolded(source, folded, end);
        var headers = new HeaderList();
        using var header = new MemoryStream(octets, writable: false);
        var scan = new Scan(header);
        while (scan.Next())
        {
            if (Header.TryParse(octets, (int)scan.FieldStart, (int)(scan.FieldEnd - scan.FieldStart), out var field))
                headers.Add(field);
        }
        return headers;
    }

    /// <summary>Whether all of the header lies in the beginning of a message.</summary>
    public static bool AreWhole(Stream start)
    {
        var scan = new Scan(start);
        while (scan.Next())
        {
        }
        start.Position = 0;
        return scan.IsAtEnd;
    }

    /// <summary>The same message with its long fields unfolded; of the same length, from its begin.</summary>
    /// <param name="source">Given back where nothing has to be done; else part of what is given back, and disposed with it.</param>
    public static Stream Unfold(Stream source)
    {
        var (folded, end) = LongFields(source);
        source.Position = 0;
        if (folded.Count == 0)
            return source;
        // What follows the header stays where it is, which may be a file.
        var header = Unfolded(source, folded, end);
        var whole = new ChainedStream();
        whole.Add(new MemoryStream(header, writable: false));
        whole.Add(new BoundStream(source, header.Length, -1, leaveOpen: false));
        return whole;
    }

    private static (List<(long Start, long End)> Fields, long End) LongFields(Stream source)
    {
        List<(long Start, long End)> found = [];
        var scan = new Scan(source);
        while (scan.Next())
        {
            if (scan.FieldEnd - scan.FieldStart > MaxFolded)
                found.Add((scan.FieldStart, scan.FieldEnd));
        }
        return (found, scan.FieldEnd);
    }

    private static byte[] Unfolded(Stream source, List<(long Start, long End)> folded, long end)
    {
        var header = new byte[end];
        source.ReadExactly(header);
        foreach (var (start, last) in folded)
        {
            var field = header.AsSpan((int)start, (int)(last - start)).TrimEnd("\r\n"u8);
            field.Replace((byte)'\r', (byte)' ');
            field.Replace((byte)'\n', (byte)' ');
        }
        return header;
    }

    /// <summary>Goes through the fields of a header, one at a time.</summary>
    private sealed class Scan(Stream source)
    {
        private readonly byte[] buffer = new byte[16 * 1024];
        private int read;
        private int at;
        private long position;

        public long FieldStart { get; private set; }

        public long FieldEnd { get; private set; }

        /// <summary>The blank line behind the header was met.</summary>
        public bool IsAtEnd { get; private set; }

        public bool Next()
        {
            FieldStart = position;
            for (var isLineStart = true; !IsAtEnd && Peek() is { } octet; isLineStart = octet == '\n', at++, position++)
            {
                if (!isLineStart)
                    continue;
                IsAtEnd = octet is (byte)'\r' or (byte)'\n';
                if (IsAtEnd || (octet is not ((byte)' ' or (byte)'\t') && position > FieldStart))
                    break;
            }
            FieldEnd = position;
            return FieldEnd > FieldStart;
        }

        private byte? Peek()
        {
            if (at == read)
            {
                read = source.Read(buffer, 0, buffer.Length);
                at = 0;
            }
            return at < read ? buffer[at] : null;
        }
    }
}
