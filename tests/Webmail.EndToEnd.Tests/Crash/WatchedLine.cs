using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Webmail.EndToEnd.Tests.Crash;

/// <summary>
/// Stands between the program and a server, in clear, and passes on what both say until something is said that a test waits for: that is
/// where the program is killed, or the line cut.
/// </summary>
internal sealed class WatchedLine : IAsyncDisposable
{
    // A command may come in two pieces; none that is waited for is longer.
    private const int Remembered = 200;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentBag<Task> _running = [];
    private readonly Task _accepting;
    private CancellationTokenSource _connected = new();
    private Watch? _watch;

    /// <param name="target">The server's port.</param>
    public WatchedLine(int target)
    {
        Target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The server's port on 127.0.0.1, for connections from now on.</summary>
    public int Target { get; set; }

    /// <summary>Where the program connects to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>
    /// Waits until something is said. What it was said with has reached the other side if <paramref name="passOn"/>, else it never will:
    /// the line is silent from then on, until <see cref="Forget"/>.
    /// </summary>
    public Task WaitAsync(bool byProgram, Regex said, bool passOn)
    {
        var watch = new Watch(byProgram, said, passOn, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _watch = watch;
        return watch.Heard.Task;
    }

    /// <summary>Passes everything on again.</summary>
    public void Forget() => _watch = null;

    /// <summary>Cuts whatever is connected now, in both directions.</summary>
    public async Task CutAsync()
    {
        var cut = Interlocked.Exchange(ref _connected, new CancellationTokenSource());
        await cut.CancelAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_running);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _running.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task ServeAsync(TcpClient program)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, _connected.Token);
        using var server = new TcpClient { NoDelay = true };
        using (program)
        {
            program.NoDelay = true;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, Target, ends.Token);
                await Task.WhenAny(PassAsync(program.GetStream(), server.GetStream(), true, ends.Token), PassAsync(server.GetStream(), program.GetStream(), false, ends.Token));
            }
            catch (Exception exception) when (IsEnd(exception))
            {
                // One of the two has gone.
            }

            await ends.CancelAsync();
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, bool byProgram, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var tail = "";
        try
        {
            while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var octets)
            {
                if (_watch is { } watch && watch.ByProgram == byProgram)
                {
                    tail += Encoding.Latin1.GetString(buffer, 0, octets);
                    if (watch.Said.IsMatch(tail))
                    {
                        if (watch.PassOn)
                            await to.WriteAsync(buffer.AsMemory(0, octets), cancellationToken);
                        watch.Heard.TrySetResult();
                        await Task.Delay(Timeout.Infinite, cancellationToken);
                    }

                    tail = tail[^Math.Min(tail.Length, Remembered)..];
                }
                else
                {
                    tail = "";
                }

                await to.WriteAsync(buffer.AsMemory(0, octets), cancellationToken);
            }
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // One of the two has gone.
        }
    }

    private static bool IsEnd(Exception exception) => exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException;

    private sealed record Watch(bool ByProgram, Regex Said, bool PassOn, TaskCompletionSource Heard);
}
