using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Webmail.Engine.Tests.Scripted;

/// <summary>A message that the server has taken.</summary>
internal sealed record TakenMessage(string From, IReadOnlyList<string> Recipients, string Data);

/// <summary>
/// A server for submission over a real socket on a free loopback port. It takes every message, unless a test says otherwise with
/// <see cref="On"/>: what it replies to a command, to the connection (<see cref="Greeting"/>) or to the end of the data (<see cref="End"/>).
/// </summary>
internal sealed class ScriptedSmtpServer : IAsyncDisposable
{
    /// <summary>The pseudo-command before the first line.</summary>
    public const string Greeting = "GREETING";

    /// <summary>The pseudo-command after the final dot.</summary>
    public const string End = "END";

    /// <summary>Instead of a reply: it hangs up.</summary>
    public const string HangUp = "(hangs up)";

    /// <summary>Instead of a reply: it says nothing and waits.</summary>
    public const string Silence = "(silent)";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Dictionary<string, Func<string, string>> replies = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, (TaskCompletionSource Come, Task Until)> delays = [];
    private readonly ConcurrentBag<Task> running = [];
    private readonly ConcurrentDictionary<TcpClient, bool> clients = [];
    private readonly CancellationTokenSource closing = new();
    private readonly Task accepting;

    public ScriptedSmtpServer(params string[] offers)
    {
        Offers = offers.Length > 0 ? offers : ["AUTH PLAIN", "8BITMIME", "ENHANCEDSTATUSCODES"];
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string[] Offers { get; set; }

    /// <summary>Present: TLS from the first byte, or after STARTTLS when that is offered.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Octets of the data after which it hangs up; <c>null</c>: never.</summary>
    public int? HangUpInData { get; set; }

    /// <summary>What was taken: here the reply to the end of the data said so, or was never heard.</summary>
    public ConcurrentQueue<TakenMessage> Taken { get; } = [];

    /// <summary>The commands, without what was said in AUTH.</summary>
    public ConcurrentQueue<string> Received { get; } = [];

    /// <summary>Replies to a command by its line.</summary>
    public ScriptedSmtpServer On(string command, Func<string, string> reply)
    {
        replies[command] = reply;
        return this;
    }

    public ScriptedSmtpServer On(string command, string reply) => On(command, _ => reply);

    /// <summary>It says nothing to a command until then; the returned task ends when the command has come.</summary>
    public Task Delay(string command, Task until)
    {
        var come = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        delays[command] = (come, until);
        return come.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        foreach (var client in clients.Keys)
            client.Dispose();
        await accepting;
        await Task.WhenAll(running);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                running.Add(ServeAsync(await listener.AcceptTcpClientAsync(closing.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        client.NoDelay = true;
        clients[client] = true;
        try
        {
            Stream stream = client.GetStream();
            if (Certificate is not null && !Offers.Contains("STARTTLS"))
                stream = await ProtectAsync(stream);
            await TalkAsync(stream);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, or the test is over.
        }
        finally
        {
            clients.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        if (!await ReplyAsync(stream, Greeting, "", "220 ready"))
            return;
        var (from, recipients) = ("", new List<string>());
        var chunks = new StringBuilder();
        while (await ReadLineAsync(stream) is { } line)
        {
            var name = line.Split(' ')[0].ToUpperInvariant();
            Received.Enqueue(name == "AUTH" ? name : line);
            if (name == "BDAT")
            {
                // RFC 3030: BDAT octets [LAST], and the octets follow at once.
                var words = line.Split(' ');
                var chunk = new byte[int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture)];
                var heard = Math.Min(chunk.Length, HangUpInData ?? chunk.Length);
                await stream.ReadExactlyAsync(chunk.AsMemory(0, heard), closing.Token);
                if (heard < chunk.Length)
                    return;
                chunks.Append(Encoding.UTF8.GetString(chunk));
                if (words.Length < 3)
                {
                    await ReplyAsync(stream, name, line, "250 2.0.0 go on");
                    continue;
                }

                var taken = replies.TryGetValue(End, out var last) ? last("") : "250 2.0.0 taken";
                if (taken[0] is not ('4' or '5'))
                    Taken.Enqueue(new TakenMessage(from, recipients, chunks.ToString()));
                chunks.Clear();
                if (!await ReplyAsync(stream, End, "", taken))
                    return;
                continue;
            }

            if (!await ReplyAsync(stream, name, line, Usual(name)))
                return;
            var refused = replies.TryGetValue(name, out var reply) && reply(line)[0] is not ('2' or '3');
            switch (name)
            {
                case "MAIL" when !refused:
                    (from, recipients) = (Path(line), []);
                    break;
                case "RCPT" when !refused:
                    recipients.Add(Path(line));
                    break;
                case "STARTTLS" when !refused:
                    stream = await ProtectAsync(stream);
                    break;
                case "DATA" when !refused:
                    if (await ReadDataAsync(stream) is not { } data)
                        return;
                    var answer = replies.TryGetValue(End, out var end) ? end("") : "250 2.0.0 taken";
                    if (answer[0] is not ('4' or '5'))
                        Taken.Enqueue(new TakenMessage(from, recipients, data));
                    if (!await ReplyAsync(stream, End, "", answer))
                        return;
                    break;
                case "QUIT":
                    return;
            }
        }
    }

    private async Task<bool> ReplyAsync(Stream stream, string name, string line, string usual)
    {
        var reply = replies.TryGetValue(name, out var scripted) ? scripted(line) : usual;
        if (reply == HangUp)
            return false;
        if (delays.TryGetValue(name, out var delay))
        {
            delay.Come.TrySetResult();
            await delay.Until.WaitAsync(closing.Token);
        }

        if (reply == Silence)
            await Task.Delay(Timeout.Infinite, closing.Token);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(reply + "\r\n"), closing.Token);
        await stream.FlushAsync(closing.Token);
        return reply[..3] is not "421";
    }

    private string Usual(string name) => name switch
    {
        "EHLO" => string.Join("\r\n", Offers.Prepend("scripted").Select((offer, i) => $"250{(i == Offers.Length ? ' ' : '-')}{offer}")),
        "AUTH" => "235 2.7.0 welcome",
        "STARTTLS" => "220 2.0.0 go on",
        "DATA" => "354 go on",
        "QUIT" => "221 2.0.0 bye",
        _ => "250 2.0.0 ok",
    };

    private async Task<SslStream> ProtectAsync(Stream stream)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(Certificate!);
        return tls;
    }

    private async Task<string?> ReadDataAsync(Stream stream)
    {
        var data = new StringBuilder();
        while (await ReadLineAsync(stream) is { } line)
        {
            if (line == ".")
                return data.ToString();
            data.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            if (data.Length > HangUpInData)
                return null;
        }

        return null;
    }

    private async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, closing.Token) == 1)
        {
            if (one[0] == '\n')
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }

    private static string Path(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
