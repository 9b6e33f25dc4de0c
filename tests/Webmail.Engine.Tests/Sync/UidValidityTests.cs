using MailKit;
using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Accounts;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Sync;

/// <summary>The server makes a mailbox anew that is open here: the same UIDs mean other messages (RFC 9051 2.3.1.1).</summary>
public sealed class UidValidityTests : SessionFixture
{
    public UidValidityTests() => Mail["INBOX"].Add(5);

    [Fact]
    public async Task A_new_UIDVALIDITY_told_by_the_list_of_mailboxes_rebuilds_the_mirror_while_it_stays_selected()
    {
        var session = await SignInAsync();
        var listing = await OpenAsync(session);
        await RebuildAsync(session, listing, count: 2);
        await session.FetchRowsAsync(listing, 0, 2, Now);
        Assert.Equal("8/2", listing.Mirror.Find(2)!.Subject);
        Assert.Null(listing.Mirror.Find(5));
        Assert.Equal(1, listing.Mirror.Generation);
    }

    [Fact]
    public async Task A_server_that_drops_the_session_to_make_the_mailbox_anew_stops_the_operation()
    {
        var session = await SignInAsync();
        var listing = await OpenAsync(session);
        var (answer, before) = (Server.Answer("NOOP"), Server.Connections);
        Server.On("NOOP", async (client, command) =>
        {
            if (client.Number > before)
            {
                await answer(client, command);
                return;
            }
            // RFC 9051 2.3.1.1: it must not change within a session, so each session of before ends.
            await client.SendAsync("* BYE the mailbox is being made anew");
            client.HangUp = true;
        });
        Mail["INBOX"].Rebuild(5);
        var read = session.Perform(new StoreFlags("INBOX", 7, UidSet.OfOne(2)) { Flags = MessageFlags.Seen });
        await AssertRebuiltAsync(read);
        await Until.TrueAsync(() => listing.Mirror.UidValidity == 8, Now);
        await session.FetchRowsAsync(listing, 0, 5, Now);
        Assert.True(listing.Mirror.Find(2) is { IsUnread: true, Subject: "8/2" });
    }

    [Fact]
    public async Task An_operation_that_waited_for_the_server_is_refused_when_the_mailbox_is_another_one()
    {
        var session = await SignInAsync();
        var listing = await OpenAsync(session);
        var away = new TaskCompletionSource();
        var answer = Server.Answer("AUTHENTICATE");
        Server.On("AUTHENTICATE", async (client, command) =>
        {
            await away.Task;
            await answer(client, command);
        });
        Server.HangUp();
        var move = session.Perform(new MoveMessages("INBOX", 7, UidSet.Of([1u, 2]), "Archive"));
        Assert.Equal(3, listing.Count);
        Mail["INBOX"].Rebuild(4);
        away.SetResult();
        await AssertRebuiltAsync(move);
        await Until.TrueAsync(() => listing.Mirror.UidValidity == 8 && listing.Count == 4, Now);
        Assert.True(Mail["Archive"].Uids.IsEmpty);
    }

    [Fact]
    public async Task What_waits_out_its_undo_window_hides_nothing_of_the_new_mailbox_and_removes_nothing()
    {
        var clock = new FakeTimeProvider();
        var session = await SignInAsync(clock);
        var listing = await OpenAsync(session);
        var expunge = session.Perform(new ExpungeMessages("INBOX", 7, UidSet.Of([1u, 2, 3])));
        Assert.Equal(2, listing.Count);
        await RebuildAsync(session, listing, count: 3);
        Assert.Equal(3, listing.Count);
        Assert.Equal(3, session.Mailboxes.Find("INBOX")!.Total);
        clock.Advance(TimeSpan.FromSeconds(9));
        await AssertRebuiltAsync(expunge);
        Assert.Equal(3, Mail["INBOX"].Uids.Count);
    }

    [Fact]
    public async Task An_undo_in_a_mailbox_made_anew_says_that_it_did_not_work_and_moves_nothing()
    {
        var session = await SignInAsync();
        await OpenAsync(session);
        var move = session.Perform(new MoveMessages("INBOX", 7, UidSet.Of([1u, 2]), "Archive"));
        Assert.IsType<OperationOutcome.Done>(await move.Outcome.WaitAsync(TimeSpan.FromSeconds(5), Now));
        Mail["Archive"].Rebuild(2);
        Assert.False(await session.UndoAsync(move));
        Assert.Equal(2, Mail["Archive"].Uids.Count);
    }

    private async Task RebuildAsync(AccountSession session, MessageListing listing, int count)
    {
        var rebuilt = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = session.Changes.Subscribe(change =>
        {
            if (change is MailChange.MailboxRebuilt("INBOX")) rebuilt.TrySetResult();
        });
        Mail["INBOX"].Rebuild(count);
        session.Refresh(null);
        await rebuilt.Task.WaitAsync(TimeSpan.FromSeconds(5), Now);
        Assert.Equal(8u, listing.Mirror.UidValidity);
        await Until.TrueAsync(() => session.Mailboxes.Find("INBOX")!.Total == count, Now);
    }

    private async Task AssertRebuiltAsync(PendingOperation pending)
    {
        var outcome = await pending.Outcome.WaitAsync(TimeSpan.FromSeconds(5), Now);
        Assert.Equal(RefusalReason.MailboxRebuilt, Assert.IsType<OperationOutcome.Refused>(outcome).Reason);
        Assert.DoesNotContain(Server.Names, name => name is "UID STORE" or "UID EXPUNGE" or "UID MOVE");
    }
}
