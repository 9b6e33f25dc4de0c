using System.Buffers;
using MimeKit;
using MimeKit.IO.Filters;

namespace Webmail.Engine.Reading;

/// <summary>Decodes what is written to it on the way to another stream, which it does not own. Asynchronous only, as responses are.</summary>
internal sealed class DecodingStream(Stream target, ContentEncoding encoding) : WriteOnlyStream
{
    private readonly IMimeFilter filter = DecoderFilter.Create(encoding);

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

    public override Task FlushAsync(CancellationToken cancellationToken) => target.FlushAsync(cancellationToken);
}
