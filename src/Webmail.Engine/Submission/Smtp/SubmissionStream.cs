using System.Net.Sockets;

namespace Webmail.Engine.Submission.Smtp;

/// <summary>
/// The connection below TLS: gives up on a server that is silent for too long, and lets something be done before the next byte leaves.
/// </summary>
internal sealed class SubmissionStream(NetworkStream connection, TimeSpan silence, TimeProvider time) : Stream
{
    // tcp(7), netinet/tcp.h: IPPROTO_TCP, TCP_QUICKACK.
    private const int Tcp = 6;
    private const int QuickAck = 12;

    private static readonly byte[] On = [1, 0, 0, 0];

    private Func<CancellationToken, Task>? beforeWrite;
    private int writesBefore;

    /// <summary>How long the server may be silent from now on.</summary>
    public TimeSpan Silence { get; set; } = silence;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>What was to be done before something is sent has not been done, so that has not been sent either.</summary>
    public bool IsHeldBack => beforeWrite is not null;

    /// <summary>Does this, once, before anything is sent but <paramref name="writes"/> pieces more; if it fails, nothing is.</summary>
    public void Before(int writes, Func<CancellationToken, Task> act) => (writesBefore, beforeWrite) = (writes, act);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var patience = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        AcknowledgeAtOnce();
        try
        {
            return await connection.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The server is silent.", exception);
        }
    }

    /// <summary>
    /// A server that has sent its TLS 1.3 tickets may hold back its greeting until they are acknowledged (RFC 1122 4.2.3.4, as Postfix does), and Linux takes
    /// 40 ms over that. The kernel forgets the option after a while, so it is set before each wait.
    /// </summary>
    private void AcknowledgeAtOnce()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            connection.Socket.SetRawSocketOption(Tcp, QuickAck, On);
        }
        catch (SocketException exception)
        {
            throw new IOException("The connection is lost.", exception);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (beforeWrite is { } act && writesBefore-- <= 0)
        {
            await act(cancellationToken);
            beforeWrite = null;
        }

        using var patience = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await connection.WriteAsync(buffer, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The server takes nothing more.", exception);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => connection.FlushAsync(cancellationToken);

    // MailKit waits for nothing but asynchronously here; what would block a thread is a mistake.
    public override void Flush() => connection.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            connection.Dispose();
        base.Dispose(disposing);
    }
}
