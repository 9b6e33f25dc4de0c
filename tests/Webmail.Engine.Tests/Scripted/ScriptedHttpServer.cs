using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Webmail.Engine.Tests.Scripted;

/// <summary>
/// A server for HTTP over a real socket on a free port of <c>127.0.0.1</c>, which keeps what it was asked, word for word. It answers each
/// connection once, with what <see cref="On"/> says for the path, else with 404.
/// </summary>
internal sealed class ScriptedHttpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, Func<Stream, CancellationToken, Task>> answers = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> running = [];
    private readonly CancellationTokenSource closing = new();
    private readonly Task accepting;
    private int connections;

    public ScriptedHttpServer()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How often somebody connected, also without asking anything.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>The requests, each with its whole header.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public Uri Address(string path, string host = "127.0.0.1") => new($"http://{host}:{Port}{path}");

    public ScriptedHttpServer On(string path, string header, byte[]? content = null) => On(path, async (stream, token) =>
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {header}\r\nConnection: close\r\nContent-Length: {content?.Length ?? 0}\r\n\r\n"), token);
        await stream.WriteAsync(content ?? [], token);
    });

    public ScriptedHttpServer On(string path, Func<Stream, CancellationToken, Task> answer)
    {
        answers[path] = answer;
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(running);
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(closing.Token);
                Interlocked.Increment(ref connections);
                running.Add(ServeAsync(client));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
                var request = new StringBuilder();
                while (await reader.ReadLineAsync(closing.Token) is { Length: > 0 } line)
                    request.Append(line).Append('\n');
                if (request.Length == 0)
                    return;
                Requests.Enqueue(request.ToString());
                var path = request.ToString().Split(' ')[1];
                if (!answers.TryGetValue(path, out var answer))
                    await stream.WriteAsync("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), closing.Token);
                else
                    await answer(stream, closing.Token);
            }
            catch (Exception fault) when (fault is OperationCanceledException or IOException)
            {
                // Whoever asked has heard enough.
            }
        }
    }
}
