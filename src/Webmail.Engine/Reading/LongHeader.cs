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
    public static HeaderList Read(Stream source, CancellationToken cancellationToken) =>
        new MimeParser(Unfold(source), MimeFormat.Entity).ParseHeaders(cancellationToken);

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
        List<(long Start, long End)> folded = [];
        var scan = new Scan(source);
        while (scan.Next())
        {
            if (scan.FieldEnd - scan.FieldStart > MaxFolded)
                folded.Add((scan.FieldStart, scan.FieldEnd));
        }
        source.Position = 0;
        if (folded.Count == 0)
            return source;
        // What follows the header stays where it is, which may be a file.
        var header = new byte[scan.FieldEnd];
        source.ReadExactly(header);
        foreach (var (start, end) in folded)
        {
            var field = header.AsSpan((int)start, (int)(end - start)).TrimEnd("\r\n"u8);
            field.Replace((byte)'\r', (byte)' ');
            field.Replace((byte)'\n', (byte)' ');
        }
        var whole = new ChainedStream();
        whole.Add(new MemoryStream(header, writable: false));
        whole.Add(new BoundStream(source, header.Length, -1, leaveOpen: false));
        return whole;
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
