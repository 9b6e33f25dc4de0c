namespace Webmail.Engine.Attachments;

/// <summary>A part that is small enough to be held.</summary>
internal sealed class WholePart(byte[] content) : PartSource
{
    public override ValueTask<ReadOnlyMemory<byte>> ReadAtAsync(long offset, int wanted, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ReadOnlyMemory<byte>>(offset < content.Length ? content.AsMemory((int)offset) : default);
}
