using System.Collections.Concurrent;
using MailKit;
using MimeKit;
using Webmail.EndToEnd.Tests.Servers;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;

namespace Webmail.EndToEnd.Tests.Sync;

/// <summary>What a person does reaches the server, and its undo brings it back; a second client looks.</summary>
public sealed class OperationsOnTheServerTests(OwnMailServersFixture fixture) : IClassFixture<OwnMailServersFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task Storing_flags_changes_what_differs_and_undo_restores_exactly_that(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        await account.AppendAsync("INBOX", "gelesen", MessageFlags.Seen);
        await account.AppendAsync("INBOX", "ungelesen");
        await account.AppendAsync("INBOX", "auch");
        var listing = await account.OpenWithRowsAsync("INBOX");
        await account.UntilAsync(() => listing.Count == 3, "the messages");
        await account.Session.FetchRowsAsync(listing, 0, 3, Cancelled);
        await account.UntilAsync(() => account.Session.Mailboxes.Find("INBOX")!.Unread == 2, "the count");

        var pending = account.Session.Perform(
            new StoreFlags("INBOX", listing.Mirror.UidValidity, listing.Uids) { Flags = MessageFlags.Seen, Keywords = [] });
        Assert.All(listing.Uids, uid => Assert.False(listing.Mirror.Find(uid)!.IsUnread));
        Assert.Equal(0, account.Session.Mailboxes.Find("INBOX")!.Unread);
        Assert.IsType<OperationOutcome.Done>(await pending.Outcome);
        Assert.All(await account.LookAsync("INBOX"), message => Assert.True(message.Flags!.Value.HasFlag(MessageFlags.Seen)));
        Assert.Equal(0, account.Session.Mailboxes.Find("INBOX")!.Unread);

        Assert.True(await account.Session.UndoAsync(pending));
        Assert.Equal([true, false, false], (await account.LookAsync("INBOX")).Select(message => message.Flags!.Value.HasFlag(MessageFlags.Seen)));
        await account.UntilAsync(() => account.Session.Mailboxes.Find("INBOX")!.Unread == 2, "the count after undo");

        var junk = account.Session.Perform(new StoreFlags("INBOX", listing.Mirror.UidValidity, UidSet.OfOne(listing.UidAt(0))) { Keywords = ["$Junk"] });
        Assert.IsType<OperationOutcome.Done>(await junk.Outcome);
        Assert.Contains("$Junk", (await account.LookAsync("INBOX"))[2].Keywords);
    }

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task Deleting_moves_to_trash_and_undo_moves_back(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour, messages: 30);
        var listing = await account.OpenWithRowsAsync("INBOX");
        var uids = UidSet.Of(listing.Window(0, 5));
        var subjects = (await account.LookAsync("INBOX")).Select(m => m.Envelope!.Subject).Order().ToList();
        var trash = account.Name("Trash");

        var pending = account.Session.Perform(Deletion.For(account.Session.Mailboxes, "INBOX", listing.Mirror.UidValidity, uids));
        Assert.Equal(25, listing.Count);
        Assert.Equal(25, account.Session.Mailboxes.Find("INBOX")!.Total);
        Assert.Equal(5, account.Session.Mailboxes.Find(trash)!.Total);
        Assert.IsType<OperationOutcome.Done>(await pending.Outcome);
        Assert.Equal(25, (await account.LookAsync("INBOX")).Count);
        Assert.Equal(5, (await account.LookAsync(trash)).Count);
        Assert.Equal(25, listing.Count);

        Assert.True(await account.Session.UndoAsync(pending));
        Assert.Equal(subjects, (await account.LookAsync("INBOX")).Select(m => m.Envelope!.Subject).Order());
        Assert.Empty(await account.LookAsync(trash));
        await account.UntilAsync(() => listing.Count == 30, "the messages back in the list");
        await account.UntilAsync(
            () => account.Session.Mailboxes.Find("INBOX")!.Total == 30 && account.Session.Mailboxes.Find(trash)!.Total == 0, "the counts");
    }

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task What_an_undo_brings_back_is_no_arrival(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour, messages: 10);
        var listing = await account.OpenWithRowsAsync("INBOX");
        var arrived = new ConcurrentQueue<int>();
        using var subscription = account.Session.Changes.Subscribe(change =>
        {
            if (change is MailChange.MessagesArrived("INBOX", var count)) arrived.Enqueue(count);
        });
        var pending = account.Session.Perform(
            Deletion.For(account.Session.Mailboxes, "INBOX", listing.Mirror.UidValidity, UidSet.Of(listing.Window(0, 3))));
        Assert.IsType<OperationOutcome.Done>(await pending.Outcome);
        Assert.True(await account.Session.UndoAsync(pending));
        await account.UntilAsync(() => listing.Count == 10, "the messages back in the list");
        Assert.Empty(arrived);
        await account.AppendAsync("INBOX", "from outside");
        await account.UntilAsync(() => !arrived.IsEmpty, "the arrival");
        Assert.Equal([1], arrived);
    }

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task A_copy_is_made_and_undone(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour, messages: 10);
        var listing = await account.OpenWithRowsAsync("INBOX");
        var archive = account.Name("Archive");
        await account.AppendAsync(archive, "was there before");
        var pending = account.Session.Perform(new CopyMessages("INBOX", listing.Mirror.UidValidity, UidSet.Of(listing.Window(0, 4)), archive));
        Assert.IsType<OperationOutcome.Done>(await pending.Outcome);
        Assert.Equal(5, (await account.LookAsync(archive)).Count);
        Assert.True(await account.Session.UndoAsync(pending));
        Assert.Equal("was there before", Assert.Single(await account.LookAsync(archive)).Envelope!.Subject);
        Assert.Equal(10, (await account.LookAsync("INBOX")).Count);
    }

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task An_appended_message_is_there_and_undo_takes_it_away(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        using var message = new MimeMessage([MailboxAddress.Parse(account.User)], [MailboxAddress.Parse("b@outside.test")], "Entwurf", new TextPart("plain") { Text = "x" });
        var drafts = account.Name("Drafts");
        var pending = account.Session.Perform(new AppendMessage(drafts, message, MessageFlags.Draft | MessageFlags.Seen, DateTimeOffset.UnixEpoch.AddYears(50)));
        Assert.IsType<OperationOutcome.Done>(await pending.Outcome);
        Assert.True(Assert.Single(await account.LookAsync(drafts)).Flags!.Value.HasFlag(MessageFlags.Draft));
        Assert.True(await account.Session.UndoAsync(pending));
        Assert.Empty(await account.LookAsync(drafts));
    }

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task Deleting_in_trash_expunges_only_those_messages_and_only_after_the_undo_window(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        var trash = account.Name("Trash");
        for (var i = 0; i < 4; i++) await account.AppendAsync(trash, $"m{i}");
        // Another client's own mark, which a bare EXPUNGE would carry out.
        var marked = await account.SelectAsync(trash);
        await marked.AddFlagsAsync(0, MessageFlags.Deleted, true, Cancelled);
        var listing = await account.OpenWithRowsAsync(trash);
        Assert.Equal(3, listing.Count);

        var undone = account.Session.Perform(Deletion.For(account.Session.Mailboxes, trash, listing.Mirror.UidValidity, UidSet.OfOne(listing.UidAt(1))));
        Assert.IsType<ExpungeMessages>(undone.Operation);
        Assert.Equal(2, listing.Count);
        Assert.True(await account.Session.UndoAsync(undone));
        Assert.Equal(3, listing.Count);

        var pending = account.Session.Perform(Deletion.For(account.Session.Mailboxes, trash, listing.Mirror.UidValidity, UidSet.OfOne(listing.UidAt(0))));
        Assert.Equal(4, (await account.LookAsync(trash)).Count);
        Assert.False(pending.Outcome.IsCompleted);
        Assert.IsType<OperationOutcome.Done>(await pending.Outcome.WaitAsync(TimeSpan.FromSeconds(60), Cancelled));
        Assert.Equal(["m0", "m1", "m2"], (await account.LookAsync(trash)).Select(m => m.Envelope!.Subject));
    }

    [Fact]
    public async Task What_is_waiting_when_the_session_closes_is_still_done()
    {
        await using var account = await OpenAccount.OpenAsync(fixture, Flavour.Modern, messages: 300);
        var trash = account.Name("Trash");
        await account.AppendAsync(trash, "for good");
        var listing = await account.OpenWithRowsAsync("INBOX");
        var inTrash = await account.OpenWithRowsAsync(trash);
        account.Session.Perform(Deletion.For(account.Session.Mailboxes, "INBOX", listing.Mirror.UidValidity, listing.Uids));
        account.Session.Perform(Deletion.For(account.Session.Mailboxes, trash, inTrash.Mirror.UidValidity, inTrash.Uids));
        await account.Sessions.CloseAsync(account.Session.Id);
        Assert.Empty(await account.LookAsync("INBOX"));
        Assert.Equal(300, (await account.LookAsync(trash)).Count);
    }

    [Fact]
    public async Task A_move_into_a_full_shared_mailbox_is_refused_and_the_rows_come_back()
    {
        await using var account = await OpenAccount.OpenAsync(fixture, Flavour.Modern);
        var box = $"box-{Guid.NewGuid():N}";
        var shared = (await account.Second.GetFolder(account.Second.SharedNamespaces[0]).CreateAsync(box, true, Cancelled))!;
        await account.AppendAsync("INBOX", "zu groß", size: 6_000_000);
        var listing = await account.OpenWithRowsAsync("INBOX");
        await account.UntilAsync(() => listing.Count == 1, "the message");
        account.Session.Refresh(null);
        await account.UntilAsync(() => account.Session.Mailboxes.Find(shared.FullName) is { Kind: MailboxKind.Shared }, "the shared mailbox");
        var pending = account.Session.Perform(new MoveMessages("INBOX", listing.Mirror.UidValidity, listing.Uids, shared.FullName));
        Assert.Equal(0, listing.Count);
        var refused = Assert.IsType<OperationOutcome.Refused>(await pending.Outcome);
        Assert.Equal(RefusalReason.OverQuota, refused.Reason);
        Assert.Contains("uota", refused.ServerText, StringComparison.Ordinal);
        Assert.Equal(1, listing.Count);
        Assert.Equal(1, account.Session.Mailboxes.Find("INBOX")!.Total);
    }

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task A_move_to_a_mailbox_that_is_gone_is_refused(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour, messages: 3);
        var listing = await account.OpenWithRowsAsync("INBOX");
        var pending = account.Session.Perform(new MoveMessages("INBOX", listing.Mirror.UidValidity, listing.Uids, account.Name("Nirgends")));
        Assert.Equal(RefusalReason.MailboxGone, Assert.IsType<OperationOutcome.Refused>(await pending.Outcome).Reason);
        Assert.Equal(3, listing.Count);
        var stale = account.Session.Perform(new StoreFlags("INBOX", 1, listing.Uids) { Flags = MessageFlags.Seen });
        Assert.Equal(RefusalReason.MailboxRebuilt, Assert.IsType<OperationOutcome.Refused>(await stale.Outcome).Reason);
    }

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task A_move_takes_a_message_that_another_connection_has_just_shown(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour, messages: 5);
        var listing = await account.OpenWithRowsAsync("INBOX");
        for (var i = 0; i < 6; i++)
        {
            var before = listing.Count;
            await account.AppendAsync("INBOX", $"neu {i}");
            await account.UntilAsync(() => listing.Count == before + 1, "the arrival");
            var fetch = account.Session.FetchRowsAsync(listing, 0, 3, Cancelled);
            var pending = account.Session.Perform(Deletion.For(account.Session.Mailboxes, "INBOX", listing.Mirror.UidValidity, UidSet.OfOne(listing.UidAt(0))));
            await fetch;
            Assert.IsType<OperationOutcome.Done>(await pending.Outcome);
            Assert.Equal(i + 1, (await account.LookAsync(account.Name("Trash"))).Count);
        }
    }
}
