using MailKit;
using Webmail.EndToEnd.Tests.Servers;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;
using Webmail.Engine.Sync;

namespace Webmail.EndToEnd.Tests.Sync;

/// <summary>What a second client does shows here without the mailbox being touched.</summary>
public sealed class ChangesFromElsewhereTests(MailServersFixture fixture) : IClassFixture<MailServersFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<Flavour, string> OpenMailboxes => new()
    {
        { Flavour.Modern, "INBOX" },
        { Flavour.Modern, "Archive" },
        { Flavour.Plain, "INBOX" },
        { Flavour.Plain, "Archive" },
    };

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task Opening_inbox_lists_its_uids_and_rows_newest_first(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour, messages: 200);
        var listing = await account.OpenWithRowsAsync("INBOX");
        Assert.Equal(200, listing.Count);
        Assert.Equal(200u, listing.UidAt(0));
        var there = await account.LookAsync("INBOX");
        for (var i = 0; i < 60; i++)
        {
            var row = listing.Mirror.Find(listing.UidAt(i))!;
            Assert.Equal(there[199 - i].Envelope!.Subject, row.Subject);
            Assert.Equal(there[199 - i].Flags!.Value.HasFlag(MessageFlags.Seen), !row.IsUnread);
        }

        Assert.NotNull(account.Session.Mailboxes.Find(SpecialUse.Trash));
        Assert.Equal(SyncMode.Live, account.Session.Status.Mode);
        Assert.Equal(200, account.Session.Mailboxes.Find("INBOX")!.Total);
    }

    [Theory]
    [MemberData(nameof(OpenMailboxes))]
    public async Task Read_flagged_and_keyword_show_with_a_hint_of_who(Flavour flavour, string path)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        var mailbox = account.Name(path);
        for (var i = 0; i < 3; i++) await account.AppendAsync(mailbox, $"m{i}");
        var listing = await account.OpenWithRowsAsync(mailbox);
        await account.UntilAsync(() => listing.Count == 3, "the messages");
        await account.Session.FetchRowsAsync(listing, 0, 3, Cancelled);
        var uid = listing.UidAt(1);
        var folder = await account.SelectAsync(mailbox);

        await folder.AddFlagsAsync(new UniqueId(uid), MessageFlags.Seen, true, Cancelled);
        await account.UntilAsync(() => listing.Mirror.Find(uid) is { IsUnread: false }, "read");
        Assert.Equal(RemoteChangeKind.Read, listing.Mirror.RemoteChangeOf(uid, TimeSpan.FromMinutes(1))?.Kind);
        await account.UntilAsync(() => account.Session.Mailboxes.Find(mailbox)!.Unread == 2, "the unread count");

        await folder.AddFlagsAsync(new UniqueId(uid), MessageFlags.Flagged, new HashSet<string> { "$Forwarded" }, true, Cancelled);
        await account.UntilAsync(() => listing.Mirror.Find(uid) is { IsFlagged: true, IsForwarded: true }, "flagged");

        await folder.RemoveFlagsAsync(new UniqueId(uid), MessageFlags.Seen, true, Cancelled);
        await account.UntilAsync(() => listing.Mirror.Find(uid) is { IsUnread: true }, "unread again");
        await account.UntilAsync(() => account.Session.Mailboxes.Find(mailbox)!.Unread == 3, "the unread count again");
    }

    [Fact]
    public async Task Two_devices_that_mark_a_thousand_messages_the_opposite_way_end_with_what_the_server_has()
    {
        await using var account = await OpenAccount.OpenAsync(fixture, Flavour.Modern, messages: 1_000);
        var listing = await account.OpenWithRowsAsync("INBOX");
        var folder = await account.SelectAsync("INBOX");
        for (var round = 0; round < 12; round++)
        {
            await folder.RemoveFlagsAsync(UniqueIdRange.All, MessageFlags.Seen, true, Cancelled);
            await account.UntilAsync(() => account.Session.Mailboxes.Find("INBOX")!.Unread == 1_000, $"all unread in round {round}");
            account.Session.Perform(new StoreFlags("INBOX", listing.Mirror.UidValidity, listing.Uids) { Flags = MessageFlags.Seen });
            while ((await folder.SearchAsync(MailKit.Search.SearchQuery.NotSeen, Cancelled)).Count > 0)
            {
            }
        }
    }

    [Theory]
    [MemberData(nameof(OpenMailboxes))]
    public async Task Arrivals_moves_and_deletions_show(Flavour flavour, string path)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        var mailbox = account.Name(path);
        var listing = await account.OpenWithRowsAsync(mailbox);
        Assert.Equal(0, listing.Count);

        var note = await account.NoteAsync<MailChange.MessagesArrived>(() => account.AppendAsync(mailbox, "eins"), n => n.Mailbox == mailbox);
        Assert.Equal(1, note.Count);
        await account.AppendAsync(mailbox, "zwei");
        await account.AppendAsync(mailbox, "drei");
        await account.UntilAsync(() => listing.Count == 3, "three arrivals");
        await account.Session.FetchRowsAsync(listing, 0, 3, Cancelled);
        Assert.Equal(["drei", "zwei", "eins"], listing.Window(0, 3).Select(uid => listing.Mirror.Find(uid)!.Subject));
        await account.UntilAsync(() => account.Session.Mailboxes.Find(mailbox) is { Unread: 3, Total: 3 }, "the counts");

        var folder = await account.SelectAsync(mailbox);
        var trash = await account.Second.GetFolderAsync(account.Name("Trash"), Cancelled);
        await folder.MoveToAsync(new UniqueId(listing.UidAt(0)), trash, Cancelled);
        await account.UntilAsync(() => listing.Count == 2, "the move");
        await account.UntilAsync(() => account.Session.Mailboxes.Find(trash.FullName) is { Total: 1 }, "the count of a mailbox that is not open");

        var gone = listing.UidAt(0);
        await folder.AddFlagsAsync(new UniqueId(gone), MessageFlags.Deleted, true, Cancelled);
        await account.UntilAsync(() => listing.Count == 1, "a message marked as deleted");
        await folder.ExpungeAsync([new UniqueId(gone)], Cancelled);
        await account.UntilAsync(() => account.Session.Mailboxes.Find(mailbox) is { Unread: 1, Total: 1 }, "the counts after the expunge");
        Assert.Equal(1, listing.Count);
    }

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task Mailboxes_made_renamed_unsubscribed_and_deleted_show_in_the_tree(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        var made = await account.CreateAsync("Projekte/Übersicht");
        await account.UntilAsync(() => account.Session.Mailboxes.Find(made.FullName) is { IsSelectable: true }, "the new mailbox");
        await made.SubscribeAsync(Cancelled);
        await account.UntilAsync(() => account.Session.Mailboxes.Find(made.FullName) is { IsSubscribed: true }, "the subscription");
        await account.AppendAsync(made.FullName, "in a mailbox that is not open");
        await account.UntilAsync(() => account.Session.Mailboxes.Find(made.FullName) is { Unread: 1, Total: 1 }, "its count");
        await made.UnsubscribeAsync(Cancelled);
        await account.UntilAsync(() => account.Session.Mailboxes.Find(made.FullName) is { IsSubscribed: false }, "the subscription taken back");

        var old = made.FullName;
        await made.RenameAsync(account.Second.GetFolder(account.Second.PersonalNamespaces[0]), "Rückblick", Cancelled);
        await account.UntilAsync(
            () => account.Session.Mailboxes.Find(old) is null && account.Session.Mailboxes.Find(account.Name("Rückblick")) is { Total: 1 }, "the new name");
        await made.DeleteAsync(Cancelled);
        await account.UntilAsync(() => account.Session.Mailboxes.Find(account.Name("Rückblick")) is null, "the deletion");
    }

    [Fact]
    public async Task What_follows_a_rename_shows_too()
    {
        await using var account = await OpenAccount.OpenAsync(fixture, Flavour.Modern);
        foreach (var round in new[] { 1, 2 })
        {
            var (old, renamed) = ($"Alt {round}", $"Neu {round}");
            // Each by a client of its own: what one of them lists would wake the server's notes for the next.
            await account.CreateAsync(old);
            await account.UntilAsync(() => account.Session.Mailboxes.Find(old) is not null, "the new mailbox");
            await account.ReconnectSecondAsync();
            await (await account.Second.GetFolderAsync(old, Cancelled)).RenameAsync(account.Second.GetFolder(account.Second.PersonalNamespaces[0]), renamed, Cancelled);
            await account.UntilAsync(() => account.Session.Mailboxes.Find(renamed) is not null && account.Session.Mailboxes.Find(old) is null, "the new name");
            await account.ReconnectSecondAsync();
            await (await account.Second.GetFolderAsync(renamed, Cancelled)).DeleteAsync(Cancelled);
            await account.UntilAsync(() => account.Session.Mailboxes.Find(renamed) is null, "the deletion");
            await account.ReconnectSecondAsync();
        }

        Assert.DoesNotContain(account.Server.ReadLog().Split('\n'), line => line.Contains(account.User, StringComparison.Ordinal) && line.Contains("Corrupted", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task An_open_mailbox_that_is_deleted_elsewhere_is_said_to_be_gone(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        var made = await account.CreateAsync("Kurz");
        await account.AppendAsync(made.FullName, "eins");
        await account.UntilAsync(() => account.Session.Mailboxes.Find(made.FullName) is not null, "the mailbox");
        await account.OpenWithRowsAsync(made.FullName);
        await account.NoteAsync<MailChange.MailboxGone>(() => made.DeleteAsync(Cancelled), note => note.Mailbox == made.FullName);
        await Assert.ThrowsAsync<Engine.Imap.MailboxGoneException>(() => account.ListAsync(made.FullName));
    }

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task A_mailbox_made_anew_under_its_name_drops_what_was_known(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        var made = await account.CreateAsync("Neu");
        await account.AppendAsync(made.FullName, "alt");
        await account.UntilAsync(() => account.Session.Mailboxes.Find(made.FullName) is { Total: 1 }, "the mailbox");
        var listing = await account.OpenWithRowsAsync(made.FullName);
        var validity = listing.Mirror.UidValidity;
        var other = await account.CreateAsync("Anders");
        await account.AppendAsync(other.FullName, "neu 1");
        await account.AppendAsync(other.FullName, "neu 2");
        // Dovecot 2.3 spoils a mailbox that is replaced while one of its own processes still has the old one selected.
        await account.NoteAsync<MailChange.MailboxGone>(() => made.DeleteAsync(Cancelled), note => note.Mailbox == made.FullName);
        await other.RenameAsync(account.Second.GetFolder(account.Second.PersonalNamespaces[0]), "Neu", Cancelled);
        await account.UntilAsync(() => account.Session.Mailboxes.Find(made.FullName) is { Total: 2 }, "the new mailbox");
        var again = await account.OpenWithRowsAsync(made.FullName);
        await account.UntilAsync(() => again.Count == 2, "the new messages");
        Assert.NotEqual(validity, again.Mirror.UidValidity);
        await account.Session.FetchRowsAsync(again, 0, 2, Cancelled);
        Assert.Equal("neu 2", again.Mirror.Find(again.UidAt(0))!.Subject);
    }

    [Theory]
    [InlineData(Flavour.Modern)]
    [InlineData(Flavour.Plain)]
    public async Task A_list_of_unread_ones_takes_in_what_becomes_unread_and_keeps_what_is_read(Flavour flavour)
    {
        await using var account = await OpenAccount.OpenAsync(fixture, flavour);
        await account.AppendAsync("INBOX", "gelesen", MessageFlags.Seen);
        await account.AppendAsync("INBOX", "ungelesen");
        var whole = await account.OpenWithRowsAsync("INBOX");
        await account.UntilAsync(() => whole.Count == 2, "the messages");
        await account.Session.FetchRowsAsync(whole, 0, 2, Cancelled);
        var listing = await account.Session.OpenAsync("INBOX", new ListingQuery(ListingFilter.Unread), Cancelled);
        Assert.Equal(1, listing.Count);
        var folder = await account.SelectAsync("INBOX");
        await folder.AddFlagsAsync(new UniqueId(listing.UidAt(0)), MessageFlags.Seen, true, Cancelled);
        await account.UntilAsync(() => whole.Mirror.Find(whole.UidAt(0)) is { IsUnread: false }, "read");
        Assert.Equal(1, listing.Count);
        await account.AppendAsync("INBOX", "noch einer");
        await account.UntilAsync(() => listing.Count == 2, "the arrival");
        await folder.RemoveFlagsAsync(new UniqueId(whole.UidAt(whole.Count - 1)), MessageFlags.Seen, true, Cancelled);
        await account.UntilAsync(() => listing.Count == 3, "what became unread");
    }
}
