using MailKit;
using Webmail.EndToEnd.Tests.Servers;
using Webmail.Engine.Accounts;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;
using Webmail.Engine.Sync;
using Webmail.MailServers;

namespace Webmail.EndToEnd.Tests.Sync;

/// <summary>The server goes away, comes back, or changes its habits under an open session.</summary>
public sealed class OutageTests(OwnMailServersFixture fixture) : IClassFixture<OwnMailServersFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavour.Modern, 0)]
    [InlineData(Flavour.Modern, 30)]
    [InlineData(Flavour.Modern, 80)]
    [InlineData(Flavour.Plain, 0)]
    [InlineData(Flavour.Plain, 60)]
    [InlineData(Flavour.Plain, 150)]
    public async Task A_move_of_a_thousand_survives_a_killed_server(Flavour flavour, int milliseconds)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour, messages: 1000);
        var archive = account.Name("Archive");
        var listing = await account.OpenWithRowsAsync("INBOX");
        var subjects = (await account.LookAsync("INBOX")).Select(m => m.Envelope!.MessageId).Order().ToList();
        var pending = account.Session.Perform(new MoveMessages("INBOX", listing.Mirror.UidValidity, listing.Uids, archive));
        Assert.Equal(0, listing.Count);
        await Task.Delay(milliseconds, Cancelled);
        await account.Server.KillAsync(Cancelled);
        await account.UntilAsync(() => account.Session.Status.Mode == SyncMode.Offline, "offline");
        await account.Server.StartAsync(Cancelled);
        Assert.IsType<OperationOutcome.Done>(await pending.Outcome.WaitAsync(TimeSpan.FromSeconds(60), Cancelled));
        await account.UntilAsync(() => account.Session.Status.Mode == SyncMode.Live, "live again");
        await account.ReconnectSecondAsync();
        Assert.Equal(subjects, (await account.LookAsync(archive)).Select(m => m.Envelope!.MessageId).Order());
        Assert.Empty(await account.LookAsync("INBOX"));
        Assert.Equal(0, listing.Count);

        // And everything works as before. Dovecot may still be mending INBOX under who has it selected, and turns that client out.
        await account.ReconnectSecondAsync();
        await account.AppendAsync("INBOX", "danach");
        await account.UntilAsync(() => listing.Count == 1, "what arrives after the outage");
        await account.UntilAsync(() => account.Session.Mailboxes.Find(archive)!.Total == 1000, "the count");
    }

    [Fact]
    public async Task What_is_done_while_the_server_is_away_waits_and_runs()
    {
        await using var account = await OpenAccount.OpenAsync(fixture, Flavour.Modern, messages: 5);
        var listing = await account.OpenWithRowsAsync("INBOX");
        await account.Server.StopAsync(Cancelled);
        await account.UntilAsync(() => account.Session.Status.Mode == SyncMode.Offline, "offline");
        var pending = account.Session.Perform(Deletion.For(account.Session.Mailboxes, "INBOX", listing.Mirror.UidValidity, UidSet.OfOne(1)));
        Assert.Equal(4, listing.Count);
        Assert.Equal(1, account.Session.Status.Waiting);
        await account.Server.StartAsync(Cancelled);
        Assert.IsType<OperationOutcome.Done>(await pending.Outcome.WaitAsync(TimeSpan.FromSeconds(60), Cancelled));
        await account.ReconnectSecondAsync();
        Assert.Equal(4, (await account.LookAsync("INBOX")).Count);
        Assert.Equal(0, account.Session.Status.Waiting);
    }

    [Fact]
    public async Task A_session_that_is_resumed_while_the_server_is_away_finds_it_later()
    {
        var user = await fixture.NewUserAsync();
        await fixture.Servers.Modern.SeedAsync(user, "INBOX", 3, Cancelled);
        await fixture.Servers.Modern.StopAsync(Cancelled);
        await using var sessions = OpenAccount.NewSessions(fixture.Servers, fixture.Servers.Modern);
        var session = sessions.Resume("id", user, "secret");
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = session.Changes.Subscribe(_ =>
        {
            if (session.Mailboxes.Find("INBOX") is not null) ready.TrySetResult();
        });
        await fixture.Servers.Modern.StartAsync(Cancelled);
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancelled);
        Assert.Equal(3, (await session.OpenAsync("INBOX", new ListingQuery(), Cancelled)).Count);
    }

    [Fact]
    public async Task Without_move_and_uidplus_nothing_is_removed()
    {
        await fixture.Servers.Plain.ReconfigureAsync(options => options.Without("UIDPLUS"), Cancelled);
        try
        {
            await using var account = await OpenAccount.OpenAsync(fixture, Flavour.Plain, messages: 3);
            var listing = await account.OpenWithRowsAsync("INBOX");
            var pending = account.Session.Perform(Deletion.For(account.Session.Mailboxes, "INBOX", listing.Mirror.UidValidity, listing.Uids));
            Assert.Equal(RefusalReason.Unsafe, Assert.IsType<OperationOutcome.Refused>(await pending.Outcome).Reason);
            Assert.Equal(3, listing.Count);
            Assert.Equal(3, (await account.LookAsync("INBOX")).Count);
        }
        finally
        {
            await fixture.Servers.Plain.ReconfigureAsync(_ => DovecotOptions.Plain, Cancelled);
        }
    }

    [Fact]
    public async Task Without_idle_the_mailbox_is_asked()
    {
        await fixture.Servers.Plain.ReconfigureAsync(options => options.Without("IDLE"), Cancelled);
        try
        {
            await using var account = await OpenAccount.OpenAsync(fixture, Flavour.Plain, messages: 3);
            var listing = await account.OpenWithRowsAsync("INBOX");
            await account.UntilAsync(() => account.Session.Status.Mode == SyncMode.Polling, "polling");
            await account.AppendAsync("INBOX", "neu");
            await account.UntilAsync(() => listing.Count == 4, "the arrival");
            var other = await account.OpenWithRowsAsync(account.Name("Archive"));
            await account.AppendAsync(account.Name("Archive"), "neu");
            await account.UntilAsync(() => other.Count == 1, "the arrival in the other mailbox");
        }
        finally
        {
            await fixture.Servers.Plain.ReconfigureAsync(_ => DovecotOptions.Plain, Cancelled);
        }
    }
}
