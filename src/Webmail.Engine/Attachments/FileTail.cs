namespace Webmail.Engine.Attachments;

/// <summary>A file of which only the end is there. Who reads before it gets <see cref="PreviewLimitException"/>.</summary>
internal sealed class FileTail(byte[] tail, long length) : Stream
{
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        // What a broken directory points to.
        set => position = value >= 0 ? value : throw new InvalidDataException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var from = position - (length - tail.Length);
        if (position >= length || count == 0)
            return 0;
        if (from < 0)
            throw new PreviewLimitException(PreviewLimit.Octets);
        var read = (int)Math.Min(count, tail.Length - from);
        tail.AsSpan((int)from, read).CopyTo(buffer.AsSpan(offset));
        position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
