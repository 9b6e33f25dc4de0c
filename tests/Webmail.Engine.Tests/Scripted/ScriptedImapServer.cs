using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Webmail.Engine.Tests.Scripted;

/// <summary>
/// An IMAP server over a real socket on a free loopback port. It answers what a sign-in and a SELECT need by itself; a test replaces
/// the answers that it is about with <see cref="On"/>, and sees in <see cref="Received"/> what was said.
/// </summary>
internal sealed class ScriptedImapServer : IAsyncDisposable
{
    /// <summary>What it offers unless told otherwise: the plain server, with nothing that saves round trips.</summary>
    public const string PlainCapabilities = "IMAP4rev1 SASL-IR AUTH=PLAIN NAMESPACE IDLE UIDPLUS UNSELECT";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Dictionary<string, Func<ScriptedSession, ScriptedCommand, Task>> answers = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<int, ScriptedSession> sessions = new();
    private readonly ConcurrentBag<Task> running = [];
    private readonly CancellationTokenSource closing = new();
    private readonly Task accepting;
    private int connections;

    public ScriptedImapServer(string capabilities = PlainCapabilities)
    {
        Capabilities = capabilities;
        Greeting = $"* OK [CAPABILITY {capabilities}] ready";
        ScriptedAnswers.AddTo(this);
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string Capabilities { get; set; }

    /// <summary>The first line; <c>null</c>: it says nothing.</summary>
    public string? Greeting { get; set; }

    /// <summary>Present: TLS from the first byte. For STARTTLS answer the command with <see cref="ScriptedSession.StartTlsAsync"/>.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Mailboxes that LIST and SELECT know.</summary>
    public ConcurrentDictionary<string, string> Mailboxes { get; } = new(new Dictionary<string, string> { ["INBOX"] = "", ["Archive"] = "" });

    public ConcurrentQueue<ScriptedCommand> Received { get; } = new();

    /// <summary>How many clients have connected since the start.</summary>
    public int Connections => connections;

    /// <summary>How many are connected now.</summary>
    public int Open => sessions.Count;

    public IEnumerable<string> Names => Received.Select(command => command.Name);

    public ScriptedImapServer On(string command, Func<ScriptedSession, ScriptedCommand, Task> answer)
    {
        answers[command] = answer;
        return this;
    }

    /// <summary>The answer that <see cref="On"/> would replace.</summary>
    public Func<ScriptedSession, ScriptedCommand, Task> Answer(string command) => answers[command];

    /// <summary>Hangs up on everybody without a word.</summary>
    public void HangUp()
    {
        foreach (var session in sessions.Values)
            session.Close();
    }

    /// <summary>Sends lines to every client.</summary>
    public async Task SayAsync(params string[] lines)
    {
        foreach (var session in sessions.Values)
            await session.SendAsync(lines);
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        HangUp();
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
        var session = new ScriptedSession(Interlocked.Increment(ref connections), client.GetStream());
        sessions[session.Number] = session;
        try
        {
            if (Certificate is not null)
                await session.StartTlsAsync(Certificate);
            if (Greeting is not null)
                await session.SendAsync(Greeting);
            session.HangUp = Greeting?.StartsWith("* BYE", StringComparison.Ordinal) ?? false;
            while (!session.HangUp && await session.ReadAsync() is { } line)
                await AnswerAsync(session, line);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, or did not like the certificate.
        }
        finally
        {
            sessions.TryRemove(session.Number, out _);
            client.Dispose();
        }
    }

    private async Task AnswerAsync(ScriptedSession session, string line)
    {
        var words = line.Split(' ', 3);
        var name = words.Length > 1 ? words[1].ToUpperInvariant() : "";
        var arguments = words.Length > 2 ? words[2] : "";
        if (name == "UID")
        {
            var rest = arguments.Split(' ', 2);
            (name, arguments) = ($"UID {rest[0].ToUpperInvariant()}", rest.Length > 1 ? rest[1] : "");
        }

        var command = new ScriptedCommand(session.Number, words[0], name, arguments);
        Received.Enqueue(command);
        if (answers.TryGetValue(name, out var answer))
            await answer(session, command);
        else
            await session.SendAsync($"{command.Tag} BAD unknown command");
    }
}
