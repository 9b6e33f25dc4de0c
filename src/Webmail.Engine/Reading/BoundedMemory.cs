namespace Webmail.Engine.Reading;

/// <summary>Takes octets into memory, up to a limit.</summary>
/// <param name="limit">Octets.</param>
/// <param name="onGrown">Told how many there are, with those that come now.</param>
internal sealed class BoundedMemory(int limit, Action<long>? onGrown = null) : MemoryStream
{
    /// <exception cref="MessageTooLargeException">There are more.</exception>
    public override void Write(byte[] buffer, int offset, int count)
    {
        Room(count);
        base.Write(buffer, offset, count);
    }

    /// <exception cref="MessageTooLargeException">There are more.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Room(buffer.Length);
        base.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Room(count);
        return base.WriteAsync(buffer, offset, count, cancellationToken);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Room(buffer.Length);
        return base.WriteAsync(buffer, cancellationToken);
    }

    private void Room(int count)
    {
        if (Length + count > limit)
            throw new MessageTooLargeException();
        onGrown?.Invoke(Length + count);
    }
}
