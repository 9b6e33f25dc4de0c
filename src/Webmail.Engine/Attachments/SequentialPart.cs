using MimeKit;
using MimeKit.IO.Filters;

namespace Webmail.Engine.Attachments;

/// <summary>
/// A part in which no offset can be computed: quoted-printable, base64 in lines of different lengths. It is decoded from its start;
/// who asks for something further ahead waits for what lies before, and who goes back begins anew.
/// </summary>
internal sealed class SequentialPart(ContentEncoding encoding, SectionFetch fetch) : PartSource
{
    private IMimeFilter filter = DecoderFilter.Create(encoding);
    private ReadOnlyMemory<byte> decoded;
    private long decodedFrom;
    private long fetched;
    private bool atEnd;

    public override async ValueTask<ReadOnlyMemory<byte>> ReadAtAsync(long offset, int wanted, CancellationToken cancellationToken)
    {
        if (offset < decodedFrom)
        {
            filter = DecoderFilter.Create(encoding);
            (decoded, decodedFrom, fetched, atEnd) = (default, 0, 0, false);
        }
        while (offset >= decodedFrom + decoded.Length && !atEnd)
            await NextAsync(cancellationToken);
        return offset < decodedFrom + decoded.Length ? decoded[(int)(offset - decodedFrom)..] : default;
    }

    private async Task NextAsync(CancellationToken cancellationToken)
    {
        var chunk = await fetch(fetched, ChunkOctets, cancellationToken);
        fetched += chunk.Length;
        atEnd = chunk.Length < ChunkOctets;
        decodedFrom += decoded.Length;
        var input = chunk.ToArray();
        // The filter gives out a buffer of its own, which the next call overwrites.
        var output = atEnd ? filter.Flush(input, 0, input.Length, out var start, out var length) : filter.Filter(input, 0, input.Length, out start, out length);
        decoded = output.AsMemory(start, length);
    }
}
