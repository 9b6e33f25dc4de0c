using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace Webmail.Engine.Tests.Scripted;

/// <summary>
/// A server for filters over a real socket on a free loopback port. It keeps scripts, unless a test says otherwise with <see cref="On"/>:
/// what it answers to a command, or to the connection (<see cref="Greeting"/>).
/// </summary>
internal sealed partial class ScriptedManageSieveServer : IAsyncDisposable
{
    /// <summary>The pseudo-command before the first line.</summary>
    public const string Greeting = "GREETING";

    /// <summary>Instead of an answer: it hangs up.</summary>
    public const string HangUp = "(hangs up)";

    /// <summary>Instead of an answer: it says nothing and waits.</summary>
    public const string Silence = "(silent)";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, Func<string[], string>> answers = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentBag<Task> running = [];
    private readonly ConcurrentDictionary<TcpClient, bool> clients = [];
    private readonly CancellationTokenSource closing = new();
    private readonly Task accepting;

    public ScriptedManageSieveServer()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What it says of itself, besides its SASL mechanisms.</summary>
    public string Capabilities { get; set; } = "\"IMPLEMENTATION\" \"scripted\"\r\n\"VERSION\" \"1.0\"\r\n\"SIEVE\" \"fileinto copy mailbox\"\r\n\"NOTIFY\" \"mailto\"\r\n\"MAXREDIRECTS\" \"4\"\r\n";

    public string Mechanisms { get; set; } = "PLAIN";

    /// <summary>Present: TLS after STARTTLS, which is offered then.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The scripts by name, and the active one.</summary>
    public ConcurrentDictionary<string, string> Scripts { get; } = [];

    public string? Active { get; set; }

    /// <summary>The commands with their strings, without what was said in AUTHENTICATE.</summary>
    public ConcurrentQueue<string> Received { get; } = [];

    public int Connections { get; private set; }

    /// <summary>Answers a command by its arguments.</summary>
    public ScriptedManageSieveServer On(string command, Func<string[], string> answer)
    {
        answers[command] = answer;
        return this;
    }

    public ScriptedManageSieveServer On(string command, string answer) => On(command, _ => answer);

    public void Off(string command) => answers.TryRemove(command, out _);

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
            {
                var client = await listener.AcceptTcpClientAsync(closing.Token);
                Connections++;
                running.Add(ServeAsync(client));
            }
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
            await TalkAsync(client.GetStream());
        }
        catch (Exception exception) when (
            closing.IsCancellationRequested || exception is IOException or ObjectDisposedException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
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
        if (!await AnswerAsync(stream, Greeting, [], () => Hello(Certificate is not null)))
            return;
        while (await ReadCommandAsync(stream) is { } command)
        {
            var name = command[0].ToUpperInvariant();
            Received.Enqueue(name == "AUTHENTICATE" ? $"{name} {command[1]}" : string.Join(' ', command));
            if (!await AnswerAsync(stream, name, command[1..], () => Usual(name, command)) || name == "LOGOUT")
                return;
            if (name == "STARTTLS" && Certificate is not null)
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(Certificate);
                stream = tls;
                await WriteAsync(stream, Hello(false));
            }
        }
    }

    private string Hello(bool offersTls) => $"{Capabilities}\"SASL\" \"{Mechanisms}\"\r\n{(offersTls ? "\"STARTTLS\"\r\n" : "")}OK \"ready\"";

    private string Usual(string name, string[] command)
    {
        switch (name)
        {
            case "CAPABILITY":
                return Hello(false);
            case "LISTSCRIPTS":
                return string.Concat(Scripts.Keys.Order().Select(script => $"\"{script}\"{(script == Active ? " ACTIVE" : "")}\r\n")) + "OK";
            case "GETSCRIPT":
                return Scripts.TryGetValue(command[1], out var text) ? $"{{{Encoding.UTF8.GetByteCount(text)}}}\r\n{text}\r\nOK" : "NO (NONEXISTENT) \"There is no such script.\"";
            case "PUTSCRIPT":
                Scripts[command[1]] = command[2];
                return "OK";
            case "SETACTIVE":
                Active = command[1];
                return "OK";
            default:
                return "OK";
        }
    }

    private async Task<bool> AnswerAsync(Stream stream, string name, string[] arguments, Func<string> usual)
    {
        var answer = answers.TryGetValue(name, out var scripted) ? scripted(arguments) : usual();
        if (answer == HangUp)
            return false;
        if (answer == Silence)
            await Task.Delay(Timeout.Infinite, closing.Token);
        await WriteAsync(stream, answer);
        return !answer.StartsWith("BYE", StringComparison.Ordinal);
    }

    private async Task WriteAsync(Stream stream, string text)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n"), closing.Token);
        await stream.FlushAsync(closing.Token);
    }

    /// <summary>A command's words and strings; null at the end of the connection.</summary>
    private async Task<string[]?> ReadCommandAsync(Stream stream)
    {
        var words = new List<string>();
        while (await ReadLineAsync(stream) is { } line)
        {
            foreach (Match word in Word().Matches(line))
                words.Add(word.Value.Trim('"'));
            if (!line.EndsWith("+}", StringComparison.Ordinal))
                return [.. words];
            var octets = new byte[int.Parse(words[^1].TrimStart('{').TrimEnd('}', '+'), System.Globalization.CultureInfo.InvariantCulture)];
            await stream.ReadExactlyAsync(octets, closing.Token);
            words[^1] = Encoding.UTF8.GetString(octets);
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

    [GeneratedRegex("\"[^\"]*\"|[^ ]+")]
    private static partial Regex Word();
}
