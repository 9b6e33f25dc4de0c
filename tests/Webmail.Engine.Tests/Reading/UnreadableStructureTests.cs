using Webmail.Engine.Imap;
using Webmail.Engine.Reading;
using Webmail.Engine.Tests.Imap;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Reading;

/// <summary>Messages too large to be fetched whole, of which the server says what MailKit can't read.</summary>
public sealed class UnreadableStructureTests : PoolFixture
{
    private static readonly MessageKey Key = new("INBOX", 7, 2);
    private static readonly byte[] Attachment = [.. Enumerable.Range(0, 600_001).Select(i => (byte)(i * 31))];
    private static readonly string LongName = new('n', 5_000);

    private string source = Source(Attachment);

    /// <summary>What the server says of the structure; null: it hangs up instead.</summary>
    private Func<int, string?> structure = _ => $"((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 8 1)(\"APPLICATION\" \"PDF\" (\"NAME\" {{{LongName.Length}}}\r\n{LongName}) NIL NIL \"BASE64\" 9) \"MIXED\")";

    private int asked;

    private MessageReader Reader()
    {
        Server.On("UID FETCH", AnswerAsync);
        return new MessageReader(Pool());
    }

    [Fact]
    public async Task A_name_that_is_too_long_to_be_read_keeps_no_message_from_being_opened_and_costs_one_connection()
    {
        var reader = Reader();

        var message = await reader.GetAsync(Key, ConnectionRole.Interactive, Now);

        Assert.Contains("The text", message.Rendered.Body);
        Assert.False(message.Rendered.Notices.HasFlag(MessageNotice.BeginningOnly));
        var file = Assert.Single(message.Details.Attachments);
        Assert.StartsWith("nnn", file.Name, StringComparison.Ordinal);
        using var target = new MemoryStream();
        await reader.CopyAttachmentAsync(Key, message.Structure.Find(file.Section)!, target, Now);
        Assert.Equal(Attachment, target.ToArray());
        Assert.Equal((1, 2), (asked, Server.Connections));
        await reader.GetInAsync(Key, CharacterSet.Offered[0], Now);
        Assert.Equal((1, 2), (asked, Server.Connections));
    }

    [Fact]
    public async Task Levels_without_end_keep_no_message_from_being_opened()
    {
        structure = _ => new string('(', 10_000);

        var message = await Reader().GetAsync(Key, ConnectionRole.Interactive, Now);

        Assert.Contains("The text", message.Rendered.Body);
        Assert.Equal((1, 2), (asked, Server.Connections));
    }

    [Fact]
    public async Task Of_a_message_of_more_than_is_read_the_beginning_is_shown_and_said_to_be_it()
    {
        source = Source(new byte[9 * 1024 * 1024]);

        var message = await Reader().GetAsync(Key, ConnectionRole.Interactive, Now);

        Assert.Contains("The text", message.Rendered.Body);
        Assert.True(message.Rendered.Notices.HasFlag(MessageNotice.BeginningOnly));
        Assert.Single(message.Details.Attachments);
    }

    [Fact]
    public async Task That_a_server_hung_up_says_nothing_of_the_message()
    {
        structure = time => time == 1 ? null : "((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 8 1)(\"APPLICATION\" \"PDF\" (\"NAME\" \"plan.pdf\") NIL NIL \"BASE64\" 800000) \"MIXED\")";

        var message = await Reader().GetAsync(Key, ConnectionRole.Interactive, Now);

        Assert.Equal("plan.pdf", Assert.Single(message.Details.Attachments).Name);
        Assert.Equal((2, 2), (asked, Server.Connections));
    }

    [Theory]
    [InlineData("((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 0 0) \"MIXED\")", "multipart/mixed", "--b\r\nContent-Type: text/plain\r\n\r\nThe text\r\n--b--\r\n")]
    [InlineData("((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 0 0) \"MIXED\")", "multipart/mixed; boundary=a", "--b\r\nContent-Type: text/plain\r\n\r\nThe text\r\n--b--\r\n")]
    [InlineData("(((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 0 0) \"ALTERNATIVE\")(\"APPLICATION\" \"PDF\" NIL NIL NIL \"BASE64\" 9) \"MIXED\")", "multipart/mixed; boundary=o", "--o\r\nContent-Type: multipart/alternative\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThe text\r\n--b--\r\n--o--\r\n")]
    [InlineData("(\"\" \"\" NIL NIL NIL \"8BIT\" 600000)", "text", "The text")]
    [InlineData("(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 600000 9)", "text/plain\r\nContent-Transfer-Encoding: \"base64\"", "VGhlIHRleHQ=")]
    public async Task Parts_that_the_server_does_not_find_are_found_here(string said, string type, string body)
    {
        structure = _ => said;
        source = $"Subject: x\r\nContent-Type: {type}\r\n\r\n{body}\r\n{new string('\n', 600_000)}";

        var message = await Reader().GetAsync(Key, ConnectionRole.Interactive, Now);

        Assert.Contains(">The text<", message.Rendered.Body);
        Assert.Empty(message.Details.Attachments);
    }

    private static string Source(byte[] attachment) =>
        "From: Petra <petra@a.example>\r\nSubject: Plans\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThe text\r\n"
        + $"--b\r\nContent-Type: application/pdf; name={LongName}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + Convert.ToBase64String(attachment, Base64FormattingOptions.InsertLineBreaks) + "\r\n--b--\r\n";

    private async Task AnswerAsync(ScriptedSession session, ScriptedCommand command)
    {
        if (PartialFetch.Of(command) is { } piece)
        {
            await piece.AnswerAsync(session, piece.Section.Length == 0 ? source : "The text");
        }
        else if (structure(++asked) is { } said)
        {
            await session.SendAsync($"* 2 FETCH (UID 2 BODYSTRUCTURE {said})");
        }
        else
        {
            session.Close();
            return;
        }
        await session.OkAsync(command);
    }
}
