using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Webmail.EndToEnd.Tests.Walls;

/// <summary>
/// Serves documents, and is at the same time the browser's proxy to everywhere: whatever else is asked of it has left the frame.
/// </summary>
public sealed class WatchedHost : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, (string Html, string Policy)> _documents = new();
    private readonly ConcurrentQueue<string> _strays = new();

    /// <summary>Starts it.</summary>
    public WatchedHost()
    {
        _listener.Start();
        Serving = ServeAsync();
    }

    /// <summary>Where it answers, as host and as proxy.</summary>
    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>What was asked for besides the documents.</summary>
    public IReadOnlyList<string> Strays => [.. _strays];

    /// <summary>Ends when the host does; faulted if it broke down before.</summary>
    public Task Serving { get; }

    /// <summary>Puts a document under an address.</summary>
    public void Put(string path, string html, string policy) => _documents[path] = (html, policy);

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception fault) when (fault is ObjectDisposedException or SocketException)
            {
                return;
            }
            _ = AnswerAsync(client);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
                if (await reader.ReadLineAsync() is not { } request)
                    return;
                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                    // The rest of the head says nothing.
                }
                var path = request.Split(' ').ElementAtOrDefault(1)?.Replace(Address, "", StringComparison.Ordinal) ?? "";
                var found = _documents.TryGetValue(path, out var document);
                // Chromium itself asks its maker about every form that it sees: no page can cause or forbid that.
                if (!found && !request.Contains(" content-autofill.googleapis.com:443 ", StringComparison.Ordinal))
                    _strays.Enqueue(request);
                var content = Encoding.UTF8.GetBytes(document.Html ?? "");
                var policy = string.IsNullOrEmpty(document.Policy) ? "" : $"Content-Security-Policy: {document.Policy}\r\n";
                var head = $"HTTP/1.1 {(found ? "200 OK" : "404 Not Found")}\r\nContent-Type: text/html; charset=utf-8\r\n{policy}Content-Length: {content.Length}\r\nConnection: close\r\n\r\n";
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
                await client.GetStream().WriteAsync(content);
            }
            catch (IOException)
            {
                // The browser has left; what it had asked for is noted already.
            }
        }
    }
}
