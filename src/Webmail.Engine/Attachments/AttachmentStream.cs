using Webmail.Engine.Reading;

namespace Webmail.Engine.Attachments;

/// <summary>
/// An attachment's content after decoding, fetched from the mail server where it is read. Asynchronous reads only. Holds no connection
/// between reads, and at most a chunk in memory. For one reader at a time.
/// </summary>
/// <remarks>Reading throws what <see cref="Webmail.Engine.Imap.ImapConnectionPool"/> throws, and <see cref="MessageGoneException"/>.</remarks>
public sealed class AttachmentStream : ReadOnlyStream
{
    private readonly PartSource source;
    private readonly long length;
    private readonly long budget;
    private ReadOnlyMemory<byte> chunk;
    private long chunkFrom;
    private long taken;

    internal AttachmentStream(PartSource source, long length, long budget = long.MaxValue) => (this.source, this.length, this.budget) = (source, length, budget);

    /// <summary>The offset behind the last octet that is wanted, where that is known: no more is fetched.</summary>
    public long WantedEnd { get; set; } = long.MaxValue;

    /// <summary>Octets.</summary>
    public override long Length => length;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || Position >= length)
            return 0;
        if (Position < chunkFrom || Position >= chunkFrom + chunk.Length)
        {
            chunk = await source.ReadAtAsync(Position, (int)Math.Clamp(WantedEnd - Position, 1, PartSource.ChunkOctets), cancellationToken);
            chunkFrom = Position;
            taken += chunk.Length;
            if (taken > budget)
                throw new PreviewLimitException(PreviewLimit.Octets);
        }
        var from = chunk[(int)(Position - chunkFrom)..];
        var count = (int)Math.Min(Math.Min(from.Length, buffer.Length), length - Position);
        from[..count].CopyTo(buffer);
        Position += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => throw new NotSupportedException();
}
