using MailKit;
using MimeKit;
using Webmail.EndToEnd.Tests.Servers;
using Webmail.Engine.Imap;
using Webmail.Engine.Reading;

namespace Webmail.EndToEnd.Tests.Sync;

/// <summary>Pieces of a large attachment, from a real server.</summary>
public sealed class LargeAttachmentTests(MailServersFixture fixture) : IClassFixture<MailServersFixture>
{
    private const int Octets = 8_000_001;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ContentEncoding.Base64)]
    [InlineData(ContentEncoding.QuotedPrintable)]
    [InlineData(ContentEncoding.EightBit)]
    public async Task Any_piece_is_what_the_sender_attached(ContentEncoding encoding)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, Flavour.Modern);
        var content = new byte[Octets];
        for (var i = 0; i < content.Length; i++)
            content[i] = (byte)(i % 64 == 63 ? '\n' : 'a' + (i / 64 + i) % 26);
        // Text travels with CRLF (RFC 2046 4.1.1); base64 keeps what there was.
        var expected = encoding == ContentEncoding.Base64 ? content : [.. System.Text.Encoding.ASCII.GetBytes(System.Text.Encoding.ASCII.GetString(content).Replace("\n", "\r\n", StringComparison.Ordinal))];
        using var message = new MimeMessage([MailboxAddress.Parse("b@outside.test")], [MailboxAddress.Parse(account.User)], "large", Body(expected, encoding));
        await (await account.Second.GetFolderAsync("INBOX", Cancelled)).AppendAsync(message, MessageFlags.None, Cancelled);
        var summary = Assert.Single(await account.LookAsync("INBOX"));
        var key = new MessageKey("INBOX", summary.UniqueId.Validity, summary.UniqueId.Id);
        var read = await account.Session.Reader.GetAsync(key, ConnectionRole.Interactive, Cancelled);
        await using var file = await account.Session.Attachments.OpenAsync(key, read.Structure.Find("2")!, Cancelled);

        Assert.Equal(expected.Length, file.Length);
        foreach (var (from, count) in new[] { (expected.Length - 100, 100), (0, 100), (4_000_000, 700_000), (57 * 1_000, 57), (expected.Length - 1, 1) })
        {
            var piece = new byte[count];
            file.Position = from;
            file.WantedEnd = from + count;
            await file.ReadExactlyAsync(piece, Cancelled);
            Assert.True(expected.AsSpan(from, count).SequenceEqual(piece), $"{from}+{count}");
        }
    }

    private static Multipart Body(byte[] content, ContentEncoding encoding) => new("mixed")
    {
        new TextPart("plain") { Text = "large" },
        new MimePart("application", "octet-stream") { Content = new MimeContent(new MemoryStream(content)), ContentTransferEncoding = encoding, FileName = "large.bin" },
    };
}
