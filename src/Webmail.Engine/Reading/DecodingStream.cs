using System.Buffers;
using MimeKit;
using MimeKit.IO.Filters;

namespace Webmail.Engine.Reading;

/// <summary>Decodes what is written to it on the way to another stream, which it does not own. Asynchronous only, as responses are.</summary>
internal sealed class DecodingStream(Stream target, ContentEncoding encoding) : Stream
{
    private readonly IMimeFilter filter = DecoderFilter.Create(encoding);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Writes what the decoder still holds. Call it once, at the end.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        var decoded = filter.Flush([], 0, 0, out var start, out var length);
        await target.WriteAsync(decoded.AsMemory(start, length), cancellationToken);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var input = ArrayPool<byte>.Shared.Rent(buffer.Length);
        try
        {
            buffer.CopyTo(input);
            var decoded = filter.Filter(input, 0, buffer.Length, out var start, out var length);
            await target.WriteAsync(decoded.AsMemory(start, length), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(input);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override Task FlushAsync(CancellationToken cancellationToken) => target.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
