using Webmail.Engine.Reading;

namespace Webmail.Engine.Attachments;

/// <summary>A file of which only the end is there. Who reads before it gets <see cref="PreviewLimitException"/>.</summary>
internal sealed class FileTail(byte[] tail, long length) : ReadOnlyStream
{
    public override long Length => length;

    /// <exception cref="InvalidDataException">It is negative: what a broken directory points to.</exception>
    public override long Position
    {
        get => base.Position;
        set => base.Position = value >= 0 ? value : throw new InvalidDataException();
    }

    public override int Read(Span<byte> buffer)
    {
        var from = Position - (length - tail.Length);
        if (Position >= length || buffer.IsEmpty)
            return 0;
        if (from < 0)
            throw new PreviewLimitException(PreviewLimit.Octets);
        var read = (int)Math.Min(buffer.Length, tail.Length - from);
        tail.AsSpan((int)from, read).CopyTo(buffer);
        Position += read;
        return read;
    }
}
