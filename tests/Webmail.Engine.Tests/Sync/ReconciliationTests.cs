using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Mirror;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Sync;

/// <summary>A server with NOTIFY that tells nothing: what it should have told is found by looking.</summary>
public sealed class ReconciliationTests : SessionFixture
{
    public ReconciliationTests()
    {
        Offer("NOTIFY");
        Options.ReconcileInterval = TimeSpan.FromMilliseconds(200);
        Mail["INBOX"].Add(3);
        Mail["Archive"].Add(2);
    }

    [Theory]
    [InlineData("INBOX")]
    [InlineData("Archive")]
    public async Task An_arrival_whose_note_was_lost_shows(string mailbox)
    {
        var session = await SignInAsync();
        using var tab = session.Changes.Subscribe(_ => { });
        var listing = await OpenAsync(session, mailbox);
        var before = listing.Count;
        Mail[mailbox].Add(1);
        await Until.TrueAsync(() => listing.Count == before + 1, Now);
    }

    [Fact]
    public async Task A_server_that_gave_up_telling_is_asked_anew_and_what_it_kept_back_shows()
    {
        Options.ReconcileInterval = TimeSpan.FromHours(1);
        var idle = Server.Answer("IDLE");
        var overflow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Server.On("IDLE", async (client, command) =>
        {
            Server.On("IDLE", idle);
            await client.SendAsync("+ idling");
            await overflow.Task;
            await client.SendAsync("* OK [NOTIFICATIONOVERFLOW] too much at once");
            if (await client.ReadAsync() is not null) await client.OkAsync(command);
        });
        var session = await SignInAsync();
        var listing = await OpenAsync(session);
        await Until.TrueAsync(() => session.Status.Mode == Engine.Sync.SyncMode.Live, Now);
        Mail["INBOX"].Add(1);
        overflow.SetResult();
        await Until.TrueAsync(() => Server.Names.Count(name => name == "NOTIFY") == 2, Now);
        await Until.TrueAsync(() => listing.Count == 4, Now);
    }

    [Fact]
    public async Task A_mailbox_whose_deletion_was_not_told_is_said_to_be_gone()
    {
        var session = await SignInAsync();
        var gone = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var tab = session.Changes.Subscribe(change =>
        {
            if (change is MailChange.MailboxGone(var mailbox)) gone.TrySetResult(mailbox);
        });
        await OpenAsync(session, "Archive");
        Mail.Delete("Archive");
        Assert.Equal("Archive", await gone.Task.WaitAsync(TimeSpan.FromSeconds(5), Now));
    }

    [Fact]
    public async Task After_a_rename_all_is_asked_on_new_connections()
    {
        var session = await SignInAsync();
        using var tab = session.Changes.Subscribe(_ => { });
        await Until.TrueAsync(() => session.Mailboxes.Find("Archive") is not null && Server.Names.Contains("NOTIFY"), Now);
        Mail.Rename("Archive", "Kept");
        await Until.TrueAsync(() => session.Mailboxes.Find("Archive") is null && session.Mailboxes.Find("Kept") is not null, Now);
        await Until.TrueAsync(() => Server.Names.Count(name => name == "NOTIFY") == 2, Now);
        Assert.Equal(2, Server.Received.Where(command => command.Name == "NOTIFY").Select(command => command.Connection).Distinct().Count());
    }

    [Fact]
    public async Task Looking_costs_one_LIST_each_time_and_nothing_while_no_tab_is_open()
    {
        Options.ReconcileInterval = TimeSpan.FromMinutes(1);
        // So that nothing else falls due in these minutes.
        Options.PollInterval = Options.CloseIdleAfter = TimeSpan.FromHours(1);
        var clock = new FakeTimeProvider();
        var session = await SignInAsync(clock);
        await OpenAsync(session);
        await Until.TrueAsync(() => Server.Names.Contains("IDLE"), Now);
        await Until.TrueAsync(() => session.Status.Mode == Engine.Sync.SyncMode.Live, Now);
        await AdvanceAsync(clock, minutes: 2);
        var quiet = Server.Received.Count;
        var tab = session.Changes.Subscribe(_ => { });
        await AdvanceAsync(clock, minutes: 3);
        await Until.TrueAsync(() => Server.Names.Skip(quiet).Contains("LIST"), Now);
        var asked = Server.Names.Skip(quiet).ToList();
        // One for each minute; the first may fall due as the tab opens.
        Assert.InRange(asked.Count(name => name == "LIST"), 1, 4);
        // One before each, if the connection has a mailbox selected.
        Assert.InRange(asked.Count(name => name == "NOOP"), 0, 4);
        Assert.All(asked, name => Assert.Contains(name, (string[])["LIST", "NOOP"]));
        tab.Dispose();
        quiet = Server.Received.Count;
        await AdvanceAsync(clock, minutes: 2);
        Assert.Equal(quiet, Server.Received.Count);
    }

    // Real time goes by between the minutes so that what a minute sets off is done before the next one.
    private static async Task AdvanceAsync(FakeTimeProvider clock, int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(100, Now);
        }
    }
}
