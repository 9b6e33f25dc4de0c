namespace Webmail.Engine.Attachments;

/// <summary>
/// An attachment's content after decoding, fetched from the mail server where it is read. Asynchronous reads only. Holds no connection
/// between reads, and at most a chunk in memory. For one reader at a time.
/// </summary>
/// <remarks>Reading throws what <see cref="Webmail.Engine.Imap.ImapConnectionPool"/> throws, and <see cref="Reading.MessageGoneException"/>.</remarks>
public sealed class AttachmentStream : Stream
{
    private readonly PartSource source;
    private readonly long length;
    private readonly long budget;
    private ReadOnlyMemory<byte> chunk;
    private long chunkFrom;
    private long position;
    private long taken;

    internal AttachmentStream(PartSource source, long length, long budget = long.MaxValue) => (this.source, this.length, this.budget) = (source, length, budget);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>The offset behind the last octet that is wanted, where that is known: no more is fetched.</summary>
    public long WantedEnd { get; set; } = long.MaxValue;

    /// <summary>Octets.</summary>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || position >= length)
            return 0;
        if (position < chunkFrom || position >= chunkFrom + chunk.Length)
        {
            chunk = await source.ReadAtAsync(position, (int)Math.Clamp(WantedEnd - position, 1, PartSource.ChunkOctets), cancellationToken);
            chunkFrom = position;
            taken += chunk.Length;
            if (taken > budget)
                throw new PreviewLimitException(PreviewLimit.Octets);
        }
        var from = chunk[(int)(position - chunkFrom)..];
        var count = (int)Math.Min(Math.Min(from.Length, buffer.Length), length - position);
        from[..count].CopyTo(buffer);
        position += count;
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => length + offset,
    };

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }
}
