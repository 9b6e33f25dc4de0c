using MailKit;
using Webmail.Engine.Imap;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Imap;

public sealed class MailboxListTests : PoolFixture
{
    private ImapConnectionPool? pool;

    [Fact]
    public async Task A_plain_server_is_asked_for_names_subscriptions_and_counts()
    {
        Server.Mailboxes["Entw&APw-rfe"] = "\\HasNoChildren";
        Server.Mailboxes["Projects"] = "\\NoSelect \\HasChildren";
        var listed = await ListAsync();
        Assert.Equal(["Archive", "Entwürfe", "INBOX", "Projects"], listed.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((3, 1), (listed["Entwürfe"].Count, listed["Entwürfe"].Unread));
        Assert.True(listed["Archive"].IsSubscribed);
        Assert.DoesNotContain(Server.Received, command => command.Name == "STATUS" && command.Arguments.Contains("Projects", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_modern_server_is_asked_once()
    {
        Use(new ScriptedImapServer(ScriptedImapServer.PlainCapabilities + " LIST-EXTENDED LIST-STATUS"));
        Server.On("LIST", async (session, command) =>
        {
            if (command.Arguments.Contains("STATUS (", StringComparison.Ordinal))
                await session.SendAsync("* LIST (\\Subscribed) \"/\" INBOX", "* STATUS INBOX (MESSAGES 5 UNSEEN 2)", "* LIST () \"/\" Archive", "* STATUS Archive (MESSAGES 9 UNSEEN 0)");
            else
                await session.SendAsync("* LIST () \"/\" INBOX");
            await session.OkAsync(command);
        });
        var listed = await ListAsync();
        Assert.Equal((5, 2, 9), (listed["INBOX"].Count, listed["INBOX"].Unread, listed["Archive"].Count));
        Assert.Equal((true, false), (listed["INBOX"].IsSubscribed, listed["Archive"].IsSubscribed));
        Assert.DoesNotContain("STATUS", Server.Names);
        Assert.DoesNotContain("LSUB", Server.Names);
    }

    [Fact]
    public async Task INBOX_is_counted_where_only_what_lies_below_it_is_listed()
    {
        Use(new ScriptedImapServer(ScriptedImapServer.PlainCapabilities + " LIST-EXTENDED LIST-STATUS"));
        Server.On("NAMESPACE", async (session, command) =>
        {
            await session.SendAsync("* NAMESPACE ((\"INBOX.\" \".\")) NIL NIL");
            await session.OkAsync(command);
        });
        Server.On("LIST", async (session, command) =>
        {
            if (command.Arguments.Contains("INBOX.*", StringComparison.Ordinal))
                await session.SendAsync("* LIST () \".\" INBOX.Sent", "* STATUS INBOX.Sent (MESSAGES 9 UNSEEN 0)");
            else
                await session.SendAsync("* LIST () \".\" INBOX");
            await session.OkAsync(command);
        });
        var listed = await ListAsync();
        Assert.Equal((3, 1), (listed["INBOX"].Count, listed["INBOX"].Unread));
        Assert.Equal(9, listed["INBOX.Sent"].Count);
    }

    [Fact]
    public async Task A_mailbox_that_is_gone_is_not_listed_any_more()
    {
        Assert.Contains("Archive", (await ListAsync()).Keys);
        Server.Mailboxes.TryRemove("Archive", out _);
        Assert.DoesNotContain("Archive", (await ListAsync()).Keys);
    }

    [Fact]
    public async Task A_mailbox_that_may_not_be_looked_into_is_listed_without_counts()
    {
        Server.On("STATUS", (session, command) => session.NoAsync(command, "[NOPERM] not yours"));
        Assert.Equal(0, (await ListAsync())["Archive"].Count);
    }

    [Theory]
    [InlineData(" NOTIFY", null, true)]
    [InlineData("", null, false)]
    [InlineData(" NOTIFY", "NO [BADEVENT (MessageNew)] can't", false)]
    public async Task Notify_is_asked_for_where_it_is_offered(string offered, string? refusal, bool expected)
    {
        Use(new ScriptedImapServer(ScriptedImapServer.PlainCapabilities + offered));
        if (refusal is not null)
            Server.On("NOTIFY", (session, command) => session.SendAsync($"{command.Tag} {refusal}"));
        Assert.Equal(expected, await Pool().RunAsync(ConnectionRole.Watch, "INBOX", (work, token) => work.NotifyAsync(token), true, Now));
    }

    private async Task<Dictionary<string, IMailFolder>> ListAsync()
    {
        pool ??= Pool();
        var listed = await pool.RunAsync(
            ConnectionRole.Background,
            null,
            (work, token) => work.ListAsync(StatusItems.Count | StatusItems.Unread, token),
            true,
            Now);
        return listed.ToDictionary(folder => folder.FullName);
    }
}
