using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Webmail.MailServers.Loading;

/// <summary>
/// Fills mailboxes by APPEND of many messages in one command (RFC 3502) with literals that wait for no answer (RFC 7888), and many commands
/// at a time. Dovecot then writes as fast as its storage allows; an answer for each message would be most of the time.
/// </summary>
internal sealed class MessageLoader(Stream stream) : IDisposable
{
    // One command is one transaction in Dovecot, which holds its index changes in memory.
    private const int MessagesInOneCommand = 500;

    private readonly PipeWriter _commands = PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: 64 * 1024, leaveOpen: true));
    private readonly StreamReader _answers = new(stream, Encoding.Latin1);
    private readonly HashSet<string> _mailboxes = new(StringComparer.Ordinal);
    private int _sent;

    /// <exception cref="InvalidOperationException">Dovecot refused a command; the message holds its answer.</exception>
    public static async Task<TimeSpan> LoadAsync(int port, string user, string password, IEnumerable<StoredMessage> messages, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        await using var stream = client.GetStream();
        using var loader = new MessageLoader(stream);
        await loader.RunAsync(user, password, messages, cancellationToken);
        return Stopwatch.GetElapsedTime(begun);
    }

    public void Dispose() => _answers.Dispose();

    private async Task RunAsync(string user, string password, IEnumerable<StoredMessage> messages, CancellationToken cancellationToken)
    {
        Write($"0 LOGIN {Quote(user)} {Quote(password)}\r\n");
        await _commands.FlushAsync(cancellationToken);
        await AnswerAsync("0", cancellationToken);

        var writing = WriteAsync(messages, cancellationToken);
        var answered = 0;
        // Both sides at once: with nobody reading, Dovecot's answers would fill the socket and it would stop.
        while (await AnswerAsync(null, cancellationToken) is var answer)
        {
            answered++;
            if (answer.StartsWith("end ", StringComparison.Ordinal))
                break;
        }

        await writing;
        if (answered != _sent)
            throw new InvalidOperationException($"{_sent} commands, {answered} answers.");
    }

    private async Task WriteAsync(IEnumerable<StoredMessage> messages, CancellationToken cancellationToken)
    {
        string? open = null;
        var inCommand = 0;
        foreach (var message in messages)
        {
            if (message.Mailbox != open || inCommand == MessagesInOneCommand)
            {
                if (open is not null)
                    Write("\r\n");
                var name = Quote(ModifiedUtf7.Encode(message.Mailbox));
                if (_mailboxes.Add(message.Mailbox) && message.Mailbox != "INBOX")
                {
                    Command("make", $"CREATE {name}\r\n");
                    Command("subscribe", $"SUBSCRIBE {name}\r\n");
                }

                Command("append", $"APPEND {name}");
                open = message.Mailbox;
                inCommand = 0;
            }

            inCommand++;
            var received = message.Received.ToString("dd-MMM-yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
                + message.Received.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
            Write($" ({message.Flags}) \"{received}\" {{{message.Content.Length}+}}\r\n");
            _commands.Write(message.Content.Span);
            if (_commands.UnflushedBytes > 256 * 1024)
                await _commands.FlushAsync(cancellationToken);
        }

        if (open is not null)
            Write("\r\n");
        Command("end", "NOOP\r\n");
        await _commands.FlushAsync(cancellationToken);
    }

    private void Command(string tag, string text)
    {
        _sent++;
        Write($"{tag} {text}");
    }

    private void Write(string text)
    {
        var span = _commands.GetSpan(text.Length);
        _commands.Advance(Encoding.ASCII.GetBytes(text, span));
    }

    private static string Quote(string text) =>
        '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';

    private async Task<string> AnswerAsync(string? tag, CancellationToken cancellationToken)
    {
        while (true)
        {
            var line = await _answers.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("Dovecot closed the connection.");
            if (line.StartsWith("* ", StringComparison.Ordinal) || (tag is not null && !line.StartsWith(tag + " ", StringComparison.Ordinal)))
                continue;
            // A mailbox that is there already is what we want.
            if (!line.Contains(" OK ", StringComparison.Ordinal) && !line.Contains("[ALREADYEXISTS]", StringComparison.Ordinal))
                throw new InvalidOperationException($"Dovecot refused: {line}");
            return line;
        }
    }
}
