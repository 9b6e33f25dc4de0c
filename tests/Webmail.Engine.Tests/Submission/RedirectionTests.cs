using System.Text;
using MimeKit;
using Webmail.Engine.Submission;

namespace Webmail.Engine.Tests.Submission;

/// <summary>A message that is sent on as it is (RFC 5322 3.6.6).</summary>
public sealed class RedirectionTests : IAsyncDisposable
{
    private const string Header =
        "Return-Path: <petra@x.example>\r\nDelivered-To: anna@example.org\r\nDKIM-Signature: v=1; a=rsa-sha256;  d=x.example;\r\n\tb=abc\r\nFrom: Petra <petra@x.example>\r\n"
        + "To: anna@example.org\r\nBcc: secret@x.example\r\nSubject: =?utf-8?q?Pl=C3=A4ne?=\r\nMessage-ID: <original@x.example>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\n";

    private readonly ComposedMessage composed = new();

    public static TheoryData<string> Bodies => new(
        "Content-Type: text/plain\r\n\r\nShort\r\n",
        // Lines longer than RFC 5322 allows, and trailing blanks, that nobody may wrap or cut.
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + new string('ü', 700) + "  \r\n\r\n\r\n",
        "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPGI+\r\nYQ==  \r\n",
        // Boundaries with blanks behind them, a preamble, an epilogue, a part that nobody closed.
        "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\npreamble\r\n--b  \r\nContent-Type:text/plain\r\n\r\n.\r\n..dot\r\n--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nopen\r\n--b-- \r\nepilogue\r\n",
        "Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\n=C3=A4\r\n",
        "Content-Type: text/plain\r\n\r\n");

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task The_body_goes_on_octet_by_octet(string rest)
    {
        using var outgoing = await RedirectAsync(Header + rest);

        var source = ComposedMessage.Source(outgoing.Message);
        Assert.EndsWith(rest[rest.IndexOf("\r\n\r\n", StringComparison.Ordinal)..], source);
        Assert.Contains("DKIM-Signature: v=1; a=rsa-sha256;  d=x.example;\r\n\tb=abc\r\n", source);
        Assert.Contains("Subject: =?utf-8?q?Pl=C3=A4ne?=\r\n", source);
        Assert.Contains(rest[..rest.IndexOf("\r\n\r\n", StringComparison.Ordinal)], source);
    }

    [Fact]
    public async Task Who_sends_it_on_stands_above_it_and_its_author_stays()
    {
        using var outgoing = await RedirectAsync("Resent-From: earlier@x.example\r\nResent-To: anna@example.org\r\nResent-Message-ID: <earlier@x.example>\r\n" + Header + "\r\nText\r\n", draft => draft with { Cc = ["Cleo <c@x.example>"] });

        var lines = ComposedMessage.Source(outgoing.Message).Split("\r\n");
        Assert.Equal(
            ["Resent-Date: Tue, 24 Nov 2026 09:30:00 +0000", "Resent-From: anna@example.org", "Resent-To: Bob <bob@example.net>", "Resent-Cc: Cleo <c@x.example>", "Resent-Message-ID: <one@example.org>"],
            lines.Take(5), StringComparer.OrdinalIgnoreCase);
        Assert.Contains("Resent-From: earlier@x.example", lines);
        Assert.Contains("From: Petra <petra@x.example>", lines);
        Assert.Contains("Message-ID: <original@x.example>", lines);
        Assert.Equal(("anna@example.org", "bob@example.net c@x.example", "one@example.org"), (outgoing.EnvelopeFrom, string.Join(' ', outgoing.Recipients), outgoing.MessageId));
    }

    [Fact]
    public async Task Nothing_hidden_goes_with_it()
    {
        using var outgoing = await RedirectAsync(Header + "\r\nText\r\n", draft => draft with { To = [], Bcc = ["carl@x.example"] });

        var source = ComposedMessage.Source(outgoing.Message);
        foreach (var hidden in new[] { "secret@", "carl@", "Return-Path", "Delivered-To" })
            Assert.DoesNotContain(hidden, source);
        Assert.Equal("undisclosed-recipients", Assert.IsType<GroupAddress>(Assert.Single(ComposedMessage.Received(outgoing.Message).ResentTo)).Name);
        Assert.Equal("carl@x.example", Assert.Single(outgoing.FiledMessage!.ResentBcc.Mailboxes).Address);
        Assert.Equal(["carl@x.example"], outgoing.Recipients);
    }

    [Fact]
    public async Task Without_its_message_or_a_recipient_it_does_not_go()
    {
        var draft = ComposedMessage.Draft with { Kind = DraftKind.Redirect };
        Assert.Equal(DraftFaultKind.AttachmentGone, Assert.Single(await composed.FaultsAsync(draft)).Kind);
        Assert.Equal(DraftFaultKind.NoRecipients, Assert.Single(await composed.FaultsAsync(draft with { To = [] })).Kind);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => composed.DisposeAsync();

    private async Task<OutgoingMessage> RedirectAsync(string source, Func<Draft, Draft>? change = null)
    {
        var draft = ComposedMessage.Draft with { Kind = DraftKind.Redirect };
        draft = draft with { Attachments = [await composed.UploadAsync(draft, "a.eml", "message/rfc822", Encoding.UTF8.GetBytes(source))] };
        return await composed.OutgoingAsync(change?.Invoke(draft) ?? draft);
    }
}
