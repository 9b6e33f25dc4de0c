using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Tests.Sync;

public sealed class MailboxListerTests : SessionFixture
{
    [Fact]
    public async Task Without_a_prefix_a_mailbox_below_INBOX_stands_below_it()
    {
        Mail["INBOX/Sub"].Add(1);
        var tree = (await SignInAsync()).Mailboxes;
        Assert.Equal("INBOX/Sub", Assert.Single(tree.Find(SpecialUse.Inbox)!.Children).Name);
        Assert.DoesNotContain(tree.Roots, mailbox => mailbox.Name == "INBOX/Sub");
    }

    [Fact]
    public async Task With_the_prefix_INBOX_it_stands_beside_it()
    {
        Server.On("NAMESPACE", async (client, command) =>
        {
            await client.SendAsync("* NAMESPACE ((\"INBOX/\" \"/\")) NIL NIL");
            await client.OkAsync(command);
        });
        Mail["INBOX/Sub"].Add(1);
        Mail["INBOX/Sub/Deep"].Add(1);
        var tree = (await SignInAsync()).Mailboxes;
        Assert.Contains(tree.Roots, mailbox => mailbox.Name == "INBOX/Sub");
        Assert.Equal("INBOX/Sub/Deep", Assert.Single(tree.Find("INBOX/Sub")!.Children).Name);
        Assert.Empty(tree.Find(SpecialUse.Inbox)!.Children);
    }
}
