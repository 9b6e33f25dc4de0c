using System.Globalization;
using System.Text;
using Webmail.Engine.Imap;
using Webmail.Engine.Sync;
using Webmail.Engine.Tests.Imap;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Sync;

/// <summary>Messages in a list of which the server says what MailKit can't read; UIDVALIDITY is 7.</summary>
public sealed class RowFetchingTests : PoolFixture
{
    private static readonly string LongName = new('n', 5_000);

    private readonly HashSet<uint> unreadable = [5];

    private string BodyStructure(uint uid) =>
        $"((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 8 1)(\"APPLICATION\" \"PDF\" (\"NAME\" {(unreadable.Contains(uid) ? $"{{{LongName.Length}}}\r\n{LongName}" : "\"plan.pdf\"")}) NIL NIL \"BASE64\" 9) \"MIXED\")";

    private RowFetching Rows()
    {
        Server.On("UID FETCH", AnswerAsync);
        return new RowFetching(Pool());
    }

    [Fact]
    public async Task One_that_cannot_be_read_costs_one_connection_and_the_others_nothing()
    {
        var rows = Rows();

        var (validity, found) = await rows.FetchAsync("INBOX", [1, 3, 5, 9], ConnectionRole.Interactive, Now);

        Assert.Equal(7u, validity);
        Assert.Equal([(1u, "plan.pdf"), (3u, "plan.pdf"), (5u, ""), (9u, "plan.pdf")], found.OrderBy(row => row.Uid).Select(row => (row.Uid, row.Attachments[0])));
        Assert.All(found, row => Assert.Equal($"Message {row.Uid}", row.Subject));
        Assert.Equal(2, Server.Connections);
        await rows.FetchAsync("INBOX", [5, 9], ConnectionRole.Interactive, Now);
        Assert.Equal(2, Server.Connections);
    }

    [Fact]
    public async Task A_row_that_could_not_be_read_costs_no_connection_for_its_preview()
    {
        var rows = Rows();
        await rows.FetchAsync("INBOX", [1, 5, 9], ConnectionRole.Interactive, Now);
        var before = Server.Connections;

        var previews = await rows.FetchPreviewsAsync("INBOX", [1, 5, 9], Now);

        Assert.Equal([(1u, "The text"), (5u, ""), (9u, "The text")], previews.Order());
        // The connection for what nobody waits for.
        Assert.Equal(before + 1, Server.Connections);
    }

    [Fact]
    public async Task A_preview_that_cannot_be_read_costs_one_connection_and_the_others_are_had()
    {
        var rows = Rows();
        await rows.FetchPreviewsAsync("INBOX", [1], Now);
        var before = Server.Connections;

        var previews = await rows.FetchPreviewsAsync("INBOX", [1, 5, 9], Now);

        Assert.Equal([(1u, "The text"), (5u, ""), (9u, "The text")], previews.Order());
        Assert.Equal(before + 1, Server.Connections);
        await rows.FetchPreviewsAsync("INBOX", [5, 9], Now);
        Assert.Equal(before + 1, Server.Connections);
    }

    [Fact]
    public async Task Many_of_them_come_from_their_headers_before_many_connections_are_lost()
    {
        unreadable.UnionWith(Enumerable.Range(1, 60).Select(static uid => (uint)uid));
        var rows = Rows();

        var (_, found) = await rows.FetchAsync("INBOX", [.. unreadable], ConnectionRole.Interactive, Now);

        Assert.Equal(60, found.Count);
        Assert.Equal(5, Server.Connections);
        Assert.All(await rows.FetchPreviewsAsync("INBOX", [.. unreadable], Now), preview => Assert.Equal("", preview.Preview));
        Assert.InRange(Server.Connections, 6, 10);
    }

    [Fact]
    public async Task The_same_UID_of_a_mailbox_made_anew_is_another_message()
    {
        var rows = Rows();
        await rows.FetchAsync("INBOX", [5], ConnectionRole.Interactive, Now);
        unreadable.Clear();
        Server.HangUp();
        var select = Server.Answer("SELECT");
        Server.On("SELECT", async (session, command) =>
        {
            session.Selected = "INBOX";
            await session.SendAsync("* 3 EXISTS", "* OK [UIDVALIDITY 8] ok", "* OK [UIDNEXT 6] ok");
            await session.OkAsync(command, "[READ-WRITE] selected");
        });

        var (validity, found) = await rows.FetchAsync("INBOX", [5], ConnectionRole.Interactive, Now);

        Assert.Equal((8u, "plan.pdf"), (validity, Assert.Single(found).Attachments[0]));
    }

    private async Task AnswerAsync(ScriptedSession session, ScriptedCommand command)
    {
        foreach (var uid in command.Arguments.Split(' ')[0].Split(',').SelectMany(Range))
        {
            var said = new StringBuilder($"* {uid} FETCH (UID {uid}");
            if (command.Arguments.Contains("FLAGS", StringComparison.Ordinal))
                said.Append(" FLAGS () INTERNALDATE \"01-Jan-2026 00:00:00 +0000\" RFC822.SIZE 10");
            if (command.Arguments.Contains("ENVELOPE", StringComparison.Ordinal))
                said.Append(CultureInfo.InvariantCulture, $" ENVELOPE (NIL \"Message {uid}\" NIL NIL NIL NIL NIL NIL NIL NIL)");
            if (command.Arguments.Contains("BODYSTRUCTURE", StringComparison.Ordinal))
                said.Append(CultureInfo.InvariantCulture, $" BODYSTRUCTURE {BodyStructure(uid)}");
            var header = $"Subject: Message {uid}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
            if (command.Arguments.Contains("HEADER.FIELDS", StringComparison.Ordinal))
                said.Append(CultureInfo.InvariantCulture, $" BODY[HEADER.FIELDS (FROM SENDER TO SUBJECT DATE MESSAGE-ID CONTENT-TYPE)] {{{header.Length}}}\r\n{header}");
            if (command.Arguments.Contains("BODY.PEEK[1]", StringComparison.Ordinal))
                said.Append(" BODY[1]<0> {8}\r\nThe text");
            await session.SendAsync(said.Append(')').ToString());
        }

        await session.OkAsync(command);
    }

    private static IEnumerable<uint> Range(string range)
    {
        var ends = range.Split(':').Select(static end => uint.Parse(end, CultureInfo.InvariantCulture)).ToList();
        for (var uid = ends[0]; uid <= ends[^1]; uid++)
            yield return uid;
    }
}
