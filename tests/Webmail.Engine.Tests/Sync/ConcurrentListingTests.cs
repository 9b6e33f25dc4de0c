namespace Webmail.Engine.Tests.Sync;

/// <summary>Several connections list the mailboxes at once.</summary>
public sealed class ConcurrentListingTests : SessionFixture
{
    [Fact]
    public async Task A_list_that_comes_late_takes_nothing_back_that_a_newer_one_has_told()
    {
        Mail["INBOX"].Add(1);
        var session = await SignInAsync();
        var (answer, asked, released, isFirst) = (Server.Answer("LIST"), new TaskCompletionSource(), new TaskCompletionSource(), 1);
        Server.On("SUBSCRIBE", static (client, command) => client.OkAsync(command));
        Server.On("LIST", async (client, command) =>
        {
            if (!command.Arguments.Contains("\"*\"", StringComparison.Ordinal) || Interlocked.Exchange(ref isFirst, 0) == 0)
            {
                await answer(client, command);
                return;
            }
            asked.SetResult();
            await released.Task;
            await client.SendAsync("* LIST (\\Subscribed) \"/\" \"INBOX\"", "* STATUS \"INBOX\" (MESSAGES 1 UNSEEN 1 UIDNEXT 2 UIDVALIDITY 7 HIGHESTMODSEQ 1)");
            await client.OkAsync(command);
        });
        var late = session.MailboxCommands.SubscribeAsync("INBOX", true, Now);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10), Now);
        Mail["New"].Add(1);
        Assert.Null(await session.MailboxCommands.SubscribeAsync("INBOX", true, Now).WaitAsync(TimeSpan.FromSeconds(20), Now));
        Assert.NotNull(session.Mailboxes.Find("New"));

        released.SetResult();

        Assert.Null(await late);
        Assert.NotNull(session.Mailboxes.Find("New"));
    }
}
