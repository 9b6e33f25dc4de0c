using MailKit;
using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;

namespace Webmail.Engine.Tests.Mirror;

public sealed class MailboxMirrorTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly MailboxMirror _mirror;

    public MailboxMirrorTests()
    {
        _mirror = new MailboxMirror("INBOX", _time);
        _mirror.Apply(new MailboxDelta(State(7), UidSet.Empty, UidSet.Of([1u, 2, 3, 4]), [], Reset: true));
        _mirror.Put(7, [Row(1), Row(2), Row(3), Row(4)]);
    }

    [Fact]
    public void A_pending_move_hides_the_message_and_a_refused_one_shows_it_again()
    {
        var pending = new PendingOperation(new MoveMessages("INBOX", 7, UidSet.Of([2u, 3]), "Trash"));
        _mirror.Add(pending);
        Assert.Equal((uint[])[1u, 4], _mirror.Shown);
        Assert.Null(_mirror.Find(2));
        _mirror.Drop(pending);
        Assert.Equal((uint[])[1u, 2, 3, 4], _mirror.Shown);
        Assert.NotNull(_mirror.Find(2));
    }

    [Fact]
    public void A_confirmed_operation_becomes_what_is_known()
    {
        var read = new PendingOperation(new StoreFlags("INBOX", 7, UidSet.OfOne(1)) { Flags = MessageFlags.Seen });
        var move = new PendingOperation(new MoveMessages("INBOX", 7, UidSet.OfOne(2), "Trash"));
        _mirror.Add(read);
        _mirror.Add(move);
        _mirror.Confirm(read);
        _mirror.Confirm(move);
        Assert.Empty(_mirror.Pending);
        Assert.False(_mirror.Find(1)!.IsUnread);
        Assert.Equal((uint[])[1u, 3, 4], _mirror.Uids);
    }

    [Fact]
    public void What_the_server_tells_while_an_operation_waits_stays_under_it()
    {
        var pending = new PendingOperation(new StoreFlags("INBOX", 7, UidSet.OfOne(1)) { Flags = MessageFlags.Seen });
        _mirror.Add(pending);
        _mirror.Apply(Flags(1, MessageFlags.Flagged, modSeq: 20));
        Assert.True(_mirror.Find(1) is { IsFlagged: true, IsUnread: false });
        _mirror.Drop(pending);
        Assert.True(_mirror.Find(1) is { IsFlagged: true, IsUnread: true });
    }

    [Fact]
    public void A_change_from_elsewhere_is_remembered_for_a_while_and_an_own_one_is_not()
    {
        _mirror.Apply(Flags(1, MessageFlags.Seen, modSeq: 20));
        Assert.Equal(RemoteChangeKind.Read, _mirror.RemoteChangeOf(1, TimeSpan.FromSeconds(3))?.Kind);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Null(_mirror.RemoteChangeOf(1, TimeSpan.FromSeconds(3)));

        var pending = new PendingOperation(new StoreFlags("INBOX", 7, UidSet.OfOne(2)) { Flags = MessageFlags.Seen });
        _mirror.Add(pending);
        _mirror.Apply(Flags(2, MessageFlags.Seen, modSeq: 21));
        _mirror.Confirm(pending);
        Assert.Null(_mirror.RemoteChangeOf(2, TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void A_removal_from_elsewhere_is_remembered_for_a_while_and_an_own_one_is_not()
    {
        var pending = new PendingOperation(new MoveMessages("INBOX", 7, UidSet.OfOne(2), "Trash"));
        _mirror.Add(pending);
        _mirror.Apply(new MailboxDelta(_mirror.State!.Value, UidSet.Of([1u, 2]), UidSet.Empty, []));
        _mirror.Confirm(pending);
        Assert.Equal(RemoteChangeKind.Removed, _mirror.RemoteChangeOf(1, TimeSpan.FromSeconds(2))?.Kind);
        Assert.Null(_mirror.RemoteChangeOf(2, TimeSpan.FromSeconds(2)));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Null(_mirror.RemoteChangeOf(1, TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void What_another_client_did_after_an_operation_and_was_told_before_its_end_is_asked_for_again()
    {
        var read = new PendingOperation(new StoreFlags("INBOX", 7, UidSet.OfOne(1)) { Flags = MessageFlags.Seen });
        _mirror.Add(read);
        // The server carried it out (20), another client took it back (21), and a synchronisation told of that before the answer came.
        _mirror.Apply(Flags(1, MessageFlags.None, modSeq: 21) with { State = _mirror.State!.Value with { HighestModSeq = 21 } });
        _mirror.Confirm(read);
        Assert.Equal(20ul, _mirror.State!.Value.HighestModSeq);
        _mirror.Apply(Flags(1, MessageFlags.None, modSeq: 21));
        Assert.True(_mirror.Find(1)!.IsUnread);

        var again = new PendingOperation(new StoreFlags("INBOX", 7, UidSet.OfOne(1)) { Flags = MessageFlags.Seen });
        _mirror.Add(again);
        _mirror.Apply(Flags(1, MessageFlags.Seen, modSeq: 22) with { State = _mirror.State!.Value with { HighestModSeq = 22 } });
        _mirror.Confirm(again);
        Assert.Equal(22ul, _mirror.State!.Value.HighestModSeq);
    }

    [Fact]
    public void Older_news_that_come_later_change_nothing()
    {
        _mirror.Apply(Flags(1, MessageFlags.Seen, modSeq: 20));
        _mirror.Apply(Flags(1, MessageFlags.None, modSeq: 19));
        Assert.False(_mirror.Find(1)!.IsUnread);
    }

    [Fact]
    public void A_message_marked_as_deleted_counts_as_gone()
    {
        _mirror.Apply(Flags(3, MessageFlags.Deleted, modSeq: 20));
        Assert.Equal((uint[])[1u, 2, 4], _mirror.Shown);
    }

    [Fact]
    public void A_new_uidvalidity_drops_what_was_known()
    {
        _mirror.Apply(new MailboxDelta(State(8), UidSet.Empty, UidSet.OfOne(1), [], Reset: true));
        Assert.Equal(1, _mirror.Generation);
        Assert.Null(_mirror.Find(1));
        _mirror.Put(7, [Row(1)]);
        Assert.Null(_mirror.Find(1));
    }

    [Fact]
    public void Rows_unused_for_longest_go_first()
    {
        const int all = MailboxMirror.RowLimit + 10;
        _mirror.Apply(new MailboxDelta(State(7), UidSet.Empty, UidSet.OfRanges([new UidSet.Range(1, all)]), []));
        _mirror.Find(1);
        _mirror.Put(7, Enumerable.Range(5, all - 4).Select(uid => Row((uint)uid)));
        Assert.Equal(MailboxMirror.RowLimit, _mirror.HeldRows.Count);
        Assert.Null(_mirror.Find(2));
        Assert.NotNull(_mirror.Find(all));
    }

    [Fact]
    public void A_filtered_list_takes_in_what_comes_to_fit_and_keeps_what_no_longer_does()
    {
        var listing = new MessageListing(_mirror, new ListingQuery(ListingFilter.Unread), UidSet.Of([2u, 3]));
        var read = Flags(2, MessageFlags.Seen, modSeq: 20);
        _mirror.Apply(read);
        listing.Apply(read);
        Assert.Equal(2, listing.Count);
        var arrival = new MailboxDelta(State(7), UidSet.OfOne(3), UidSet.OfOne(9), [new FlagChange(9, MessageFlags.None, [], 21)]);
        _mirror.Apply(arrival);
        listing.Apply(arrival);
        Assert.Equal([9u, 2u], listing.Window(0, 10));
        Assert.Equal(0, listing.IndexOf(9));
    }

    private static MailboxDelta Flags(uint uid, MessageFlags flags, ulong modSeq) =>
        new(State(7), UidSet.Empty, UidSet.Empty, [new FlagChange(uid, flags, [], modSeq)]);

    private static MailboxState State(uint validity) => new(validity, 100, 10, 4);

    private static MessageRow Row(uint uid) => new() { Uid = uid, Subject = $"m{uid}", ModSeq = 10 };
}
