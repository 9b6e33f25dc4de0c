using Webmail.Engine.Reading;

namespace Webmail.Engine.Submission;

/// <summary>Counts what is written, up to a limit. Leaves the target open.</summary>
/// <param name="target">Where it goes.</param>
/// <param name="limit">Octets.</param>
/// <param name="onGrown">Told how many there are.</param>
internal sealed class MeasuredWriting(Stream target, long limit, Action<long> onGrown) : WriteOnlyStream
{
    private long written;

    /// <exception cref="MessageTooLargeException">There are more than the limit.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (written + buffer.Length > limit)
            throw new MessageTooLargeException();
        await target.WriteAsync(buffer, cancellationToken);
        onGrown(written += buffer.Length);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => target.FlushAsync(cancellationToken);
}
