namespace Webmail.Engine.Attachments;

/// <summary>A part's content after decoding, by offset. For one reader at a time.</summary>
internal abstract class PartSource
{
    /// <summary>Octets fetched at once: the connection is free for others in between.</summary>
    public const int ChunkOctets = 384 * 1024;

    /// <summary>The octets from an offset on, as many as are at hand; none at the end. Valid until the next call.</summary>
    /// <param name="offset">The first octet.</param>
    /// <param name="wanted">How many are wanted; it may be more or fewer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract ValueTask<ReadOnlyMemory<byte>> ReadAtAsync(long offset, int wanted, CancellationToken cancellationToken);
}
