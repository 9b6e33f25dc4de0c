using System.IO.Compression;
using System.Text;
using Webmail.Engine.Imap;
using Webmail.Engine.Reading;
using Webmail.Engine.Tests.Imap;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Reading;

public sealed class MessageReaderTests : PoolFixture
{
    private const string Small = "From: Petra <petra@a.example>\r\nSubject: Hello\r\nContent-Type: text/html\r\n\r\n<p>Good morning</p>\r\n";
    private static readonly MessageKey Key = new("INBOX", 7, 2);
    private string source = Small;

    private MessageReader Reader()
    {
        Server.On("UID FETCH", AnswerAsync);
        return new MessageReader(Pool());
    }

    [Fact]
    public async Task A_small_message_takes_one_fetch_and_the_second_time_none()
    {
        var reader = Reader();

        var first = await reader.GetAsync(Key, ConnectionRole.Interactive, Now);
        var second = await reader.GetAsync(Key, ConnectionRole.Interactive, Now);

        Assert.Equal("Hello", first.Details.Subject);
        Assert.Contains("<p>Good morning</p>", first.Rendered.Body);
        Assert.Same(first, second);
        Assert.Single(Server.Names, "UID FETCH");
    }

    [Fact]
    public async Task Nothing_is_marked_as_read()
    {
        source = Large();
        await Reader().GetAsync(Key, ConnectionRole.Interactive, Now);

        Assert.All(Server.Received.Where(command => command.Name == "UID FETCH" && command.Arguments.Contains("BODY")), command =>
            Assert.DoesNotContain("BODY[", command.Arguments.Replace("BODY.PEEK[", "")));
    }

    [Fact]
    public async Task Of_a_large_message_the_attachment_stays_at_the_server()
    {
        source = Large();

        var message = await Reader().GetAsync(Key, ConnectionRole.Interactive, Now);

        Assert.Contains("The text", message.Rendered.Body);
        Assert.Equal(new AttachmentInfo("2", "plan.pdf", "application/pdf", message.Details.Attachments[0].Octets, AttachmentKind.Pdf), Assert.Single(message.Details.Attachments));
        Assert.DoesNotContain(Server.Received, command => command.Arguments.Contains("BODY.PEEK[2]"));
    }

    [Fact]
    public async Task An_attachment_is_decoded_in_chunks()
    {
        source = Large();
        var reader = Reader();
        var message = await reader.GetAsync(Key, ConnectionRole.Interactive, Now);
        using var target = new MemoryStream();

        await reader.CopyAttachmentAsync(Key, message.Structure.Find("2")!, target, Now);

        Assert.Equal(Attachment(), target.ToArray());
        Assert.True(Server.Received.Count(command => command.Arguments.Contains("BODY.PEEK[2]")) > 1);
    }

    [Fact]
    public async Task All_attachments_come_as_one_archive()
    {
        source = Large();
        var reader = Reader();
        var message = await reader.GetAsync(Key, ConnectionRole.Interactive, Now);
        using var target = new MemoryStream();

        await reader.CopyAllAttachmentsAsync(Key, message, target, Now);

        target.Position = 0;
        using var archive = new ZipArchive(target);
        var entry = Assert.Single(archive.Entries);
        Assert.Equal(("plan.pdf", Attachment().LongLength), (entry.FullName, entry.Length));
    }

    [Fact]
    public async Task The_source_is_what_the_server_has()
    {
        source = Large();
        using var target = new MemoryStream();

        await Reader().CopySourceAsync(Key, target, Now);

        Assert.Equal(source, Encoding.Latin1.GetString(target.ToArray()));
    }

    [Fact]
    public async Task A_removed_message_and_a_renewed_mailbox_are_gone()
    {
        var reader = Reader();

        await Assert.ThrowsAsync<MessageGoneException>(() => reader.GetAsync(Key with { Uid = 99 }, ConnectionRole.Interactive, Now));
        await Assert.ThrowsAsync<MessageGoneException>(() => reader.GetAsync(Key with { UidValidity = 8 }, ConnectionRole.Interactive, Now));
        await Assert.ThrowsAsync<MessageGoneException>(() => reader.GetAsync(Key with { Mailbox = "Gone" }, ConnectionRole.Interactive, Now));
    }

    [Fact]
    public async Task Those_who_ask_at_once_share_the_fetch()
    {
        var reader = Reader();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => reader.GetAsync(Key, ConnectionRole.Interactive, Now)));

        Assert.Single(Server.Names, "UID FETCH");
    }

    [Fact]
    public async Task A_picture_that_the_text_does_not_show_is_an_attachment()
    {
        source = "Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<img src=\"cid:one@x\">\r\n"
            + "--b\r\nContent-Type: image/png\r\nContent-ID: <one@x>\r\n\r\nPNG\r\n--b\r\nContent-Type: image/png; name=two.png\r\nContent-ID: <two@x>\r\n\r\nPNG\r\n--b--\r\n";

        var message = await Reader().GetAsync(Key, ConnectionRole.Interactive, Now);

        Assert.Contains("src=\"data:image/png;base64,", message.Rendered.Body);
        Assert.Equal("two.png", Assert.Single(message.Details.Attachments).Name);
    }

    [Fact]
    public async Task A_message_without_any_header_is_text()
    {
        source = "\0\0 no header here\r\n<b>x</b>\r\n";

        var message = await Reader().GetAsync(Key, ConnectionRole.Interactive, Now);

        Assert.Equal("", message.Details.Subject);
        Assert.Contains("&lt;b&gt;", message.Rendered.Body);
    }

    private static byte[] Attachment() => Enumerable.Range(0, 600_001).Select(i => (byte)(i * 31)).ToArray();

    private static string Large() =>
        "From: Petra <petra@a.example>\r\nSubject: Plans\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + "--b\r\nContent-Type: text/plain\r\n\r\nThe text\r\n"
        + "--b\r\nContent-Type: application/pdf; name=plan.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + Encoded() + "\r\n--b--\r\n";

    private static string Encoded() => Convert.ToBase64String(Attachment(), Base64FormattingOptions.InsertLineBreaks);

    /// <summary>Answers what the reader asks for: the whole, sections 1 and 2, and the structure.</summary>
    private async Task AnswerAsync(ScriptedSession session, ScriptedCommand command)
    {
        if (command.Arguments.StartsWith("2 ", StringComparison.Ordinal))
        {
            if (PartialFetch.Of(command) is { } piece)
            {
                await piece.AnswerAsync(session, piece.Section switch { "" => source, "1" => "The text", "2" => Encoded(), _ => "" });
            }
            else
            {
                var header = source[..(source.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)];
                await session.SendAsync("* 2 FETCH (UID 2 BODYSTRUCTURE ((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 8 1 NIL NIL NIL NIL)"
                    + $"(\"APPLICATION\" \"PDF\" (\"NAME\" \"plan.pdf\") NIL NIL \"BASE64\" {Encoded().Length} NIL NIL NIL NIL) \"MIXED\" (\"BOUNDARY\" \"b\") NIL NIL NIL)"
                    + $" BODY[HEADER] {{{header.Length}}}\r\n{header})");
            }
        }
        await session.OkAsync(command);
    }
}
