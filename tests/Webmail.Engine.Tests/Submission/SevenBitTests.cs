using System.Text;
using MimeKit;
using Webmail.Engine.Accounts;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Smtp;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Submission;

/// <summary>A message that is sent on as it is, before a server that takes ASCII only (RFC 6152).</summary>
public sealed class SevenBitTests : IAsyncDisposable
{
    private const string Header =
        "Resent-From: anna@example.org\r\nResent-To: bert@example.org\r\nResent-Message-ID: <one@example.org>\r\nReceived: from x.example by example.org;\r\n\tMon, 23 Nov 2026 10:00:00 +0000\r\n"
        + "MIME-Version: 1.0\r\nContent-Type: {0}\r\nContent-Transfer-Encoding: {1}\r\nFrom: petra@x.example\r\nSubject: Reise\r\nMessage-ID: <original@x.example>\r\n\r\n";

    private readonly ScriptedSmtpServer server = new("AUTH PLAIN");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Text_beyond_ASCII_is_encoded_and_says_the_same()
    {
        var taken = await SendAsync(Message("text/plain; charset=utf-8", "8bit", "Grüße\r\n.Punkt  \r\n"));

        Assert.True(Ascii.IsValid(taken));
        using var read = Read(taken);
        Assert.Equal("Grüße\r\n.Punkt  \r\n", read.TextBody!.ReplaceLineEndings("\r\n"));
        Assert.Equal(["Resent-From", "Resent-To", "Resent-Message-ID", "Received"], read.Headers.Take(4).Select(header => header.Field), StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Of_several_parts_only_those_that_need_it_are_touched()
    {
        const string Untouched = "--b\r\nContent-Type:  text/html;\r\n\tcharset=us-ascii\r\n\r\n<b>a =3D b</b>  \r\n";
        const string Inner = "--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\nSubject: inner\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nTür\r\n";
        var taken = await SendAsync(Message("multipart/mixed; boundary=\"b\"", "8bit", $"{Untouched}--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nMünchen\r\n{Inner}--b--\r\n"));

        Assert.True(Ascii.IsValid(taken));
        Assert.Contains("<b>a =3D b</b>  \r\n", taken);
        Assert.DoesNotContain("8bit", taken);
        using var read = Read(taken);
        var parts = Assert.IsType<Multipart>(read.Body);
        Assert.Equal("München", Assert.IsType<TextPart>(parts[1]).Text.TrimEnd());
        Assert.Equal("Tür", Assert.IsType<MessagePart>(parts[2]).Message!.TextBody!.TrimEnd());
    }

    [Fact]
    public async Task Nothing_is_touched_where_it_need_not_be()
    {
        var ascii = Message("multipart/mixed; boundary=\"b\"", "7bit", "preamble\r\n--b  \r\nContent-Type:text/plain\r\n\r\ntext\r\n--b-- \r\nepilogue\r\n");
        Assert.Equal(ascii, await SendAsync(ascii));

        server.Offers = ["AUTH PLAIN", "8BITMIME"];
        var other = Message("text/plain; charset=utf-8", "8bit", "Grüße  \r\n");
        Assert.Equal(other, await SendAsync(other));
    }

    private static string Message(string type, string encoding, string body) => string.Format(null, CompositeFormat.Parse(Header), type, encoding) + body;

    private static MimeMessage Read(string source) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(source)));

    private async Task<string> SendAsync(string source)
    {
        var octets = Encoding.UTF8.GetBytes(source);
        Assert.IsType<SubmissionOutcome.Accepted>(await new MailSubmission(new SubmissionTimes(), TimeProvider.System).SendAsync(
            new ServerEndpoint("127.0.0.1", server.Port, TransportSecurity.None, null), new PasswordCredentials("anna@example.org", "secret"),
            new MailEnvelope("anna@example.org", ["bert@example.org"]),
            token => MimeMessage.LoadAsync(Redirection.BodyAsItIs, new MemoryStream(octets), persistent: true, token), octets.Length, _ => Task.CompletedTask, Now));
        Assert.True(server.Taken.TryDequeue(out var taken));
        return taken.Data;
    }
}
