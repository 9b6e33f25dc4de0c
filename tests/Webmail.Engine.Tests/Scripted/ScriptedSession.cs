using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Webmail.Engine.Tests.Scripted;

/// <summary>One client's connection to a <see cref="ScriptedImapServer"/>.</summary>
internal sealed class ScriptedSession(int number, Stream stream)
{
    private Stream stream = stream;

    /// <summary>Counts from 1 in the order of connecting.</summary>
    public int Number { get; } = number;

    /// <summary>The mailbox that the default answer to SELECT has selected.</summary>
    public string? Selected { get; set; }

    /// <summary>Set to hang up after the answer.</summary>
    public bool HangUp { get; set; }

    public async Task StartTlsAsync(X509Certificate2 certificate)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(certificate);
        stream = tls;
    }

    /// <summary>Sends lines; the line ends are added.</summary>
    public async Task SendAsync(params string[] lines)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r\n"))));
        await stream.FlushAsync();
    }

    public Task OkAsync(ScriptedCommand command, string text = "done") => SendAsync($"{command.Tag} OK {text}");

    public Task NoAsync(ScriptedCommand command, string text) => SendAsync($"{command.Tag} NO {text}");

    /// <summary>Reads a line, with the literals (RFC 9051 4.3) that it announces; <c>null</c> when the client has hung up.</summary>
    public async Task<string?> ReadAsync()
    {
        var text = new StringBuilder();
        while (true)
        {
            if (await ReadLineAsync() is not { } line)
                return null;

            text.Append(line);
            var open = line.LastIndexOf('{');
            if (open < 0 || !line.EndsWith('}'))
                return text.ToString();

            var size = line[(open + 1)..^1];
            if (!size.EndsWith('+'))
                await SendAsync("+ go on");
            var literal = new byte[int.Parse(size.TrimEnd('+'), System.Globalization.CultureInfo.InvariantCulture)];
            await stream.ReadExactlyAsync(literal);
            text.Append(' ').Append(Encoding.UTF8.GetString(literal));
        }
    }

    public void Close() => stream.Dispose();

    private async Task<string?> ReadLineAsync()
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }
}
