using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Webmail.MailServers.Loading;

/// <summary>Delivers one message by LMTP (RFC 2033).</summary>
internal static class LmtpDelivery
{
    public static async Task DeliverAsync(int port, string sender, string user, MimeMessage message, CancellationToken cancellationToken)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        await using var stream = client.GetStream();
        using var replies = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);

        await ExpectAsync(replies, '2', cancellationToken);
        foreach (var (command, reply) in ((string, char)[])[("LHLO localhost", '2'), ($"MAIL FROM:<{sender}>", '2'), ($"RCPT TO:<{user}>", '2'), ("DATA", '3')])
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), cancellationToken);
            await ExpectAsync(replies, reply, cancellationToken);
        }

        using var content = new MemoryStream();
        await message.WriteToAsync(new FormatOptions { NewLineFormat = NewLineFormat.Dos, EnsureNewLine = true }, content, cancellationToken);
        await stream.WriteAsync(Stuffed(content.GetBuffer().AsSpan(0, (int)content.Length)), cancellationToken);
        await ExpectAsync(replies, '2', cancellationToken);
        await stream.WriteAsync("QUIT\r\n"u8.ToArray(), cancellationToken);
    }

    // RFC 5321 4.5.2: a dot at the beginning of a line is doubled, and a line with only a dot ends the message.
    private static byte[] Stuffed(ReadOnlySpan<byte> content)
    {
        var stuffed = new List<byte>(content.Length + 16);
        var lineStart = true;
        foreach (var value in content)
        {
            if (lineStart && value == '.')
                stuffed.Add((byte)'.');
            stuffed.Add(value);
            lineStart = value == '\n';
        }

        stuffed.AddRange(".\r\n"u8);
        return [.. stuffed];
    }

    private static async Task ExpectAsync(StreamReader replies, char kind, CancellationToken cancellationToken)
    {
        string line;
        do
        {
            line = await replies.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("Dovecot closed the LMTP connection.");
        }
        while (line.Length > 3 && line[3] == '-');

        if (line[0] != kind)
            throw new InvalidOperationException($"LMTP: {line}");
    }
}
