namespace Webmail.Engine.Attachments;

/// <summary>
/// A part whose octets are fetched from where they are wanted. Where its lines turn out to differ after all, the rest is decoded from the
/// start, and <paramref name="notMapped"/> is told.
/// </summary>
/// <param name="layout">The lines; null: nothing is encoded, and offsets are the same.</param>
/// <param name="fetch">Fetches.</param>
/// <param name="sequential">What reads it otherwise.</param>
/// <param name="notMapped">Called when it does.</param>
internal sealed class MappedPart(Base64Layout? layout, SectionFetch fetch, SequentialPart sequential, Action notMapped) : PartSource
{
    private readonly byte[] buffer = layout is null ? [] : new byte[ChunkOctets];
    private bool isSequential;

    public override async ValueTask<ReadOnlyMemory<byte>> ReadAtAsync(long offset, int wanted, CancellationToken cancellationToken)
    {
        if (layout is null)
            return await fetch(offset, Math.Min(wanted, ChunkOctets), cancellationToken);
        if (offset >= layout.Octets)
            return default;
        if (!isSequential)
        {
            var (encoded, decoded) = layout.Locate(offset);
            var size = layout.FetchSize(wanted + offset - decoded, ChunkOctets);
            var chunk = await fetch(encoded, size, cancellationToken);
            var isEnd = chunk.Length < size || decoded + layout.OctetsOf(size) >= layout.Octets;
            if (layout.TryDecode(chunk.Span, isEnd, buffer, out var written) && offset - decoded < written)
                return buffer.AsMemory((int)(offset - decoded), written - (int)(offset - decoded));
            isSequential = true;
            notMapped();
        }
        return await sequential.ReadAtAsync(offset, wanted, cancellationToken);
    }
}
