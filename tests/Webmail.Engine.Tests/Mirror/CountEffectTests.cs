using MailKit;
using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;

namespace Webmail.Engine.Tests.Mirror;

public sealed class CountEffectTests
{
    private static readonly UidSet All = UidSet.Of([1u, 2, 3, 4]);
    private readonly MailboxMirror _mirror = new("INBOX", new FakeTimeProvider());

    /// <summary>Four messages, of which 1 and 2 are unread.</summary>
    public CountEffectTests()
    {
        _mirror.Apply(new MailboxDelta(new MailboxState(7, 5, 10, 4), UidSet.Empty, All, [], Reset: true));
        _mirror.Put(7, [Row(1), Row(2), Row(3) with { Flags = MessageFlags.Seen }, Row(4) with { Flags = MessageFlags.Seen }]);
    }

    [Fact]
    public void Reading_takes_off_what_was_unread_and_unreading_adds_what_was_read()
    {
        Assert.Equal(new CountChange(-2, 0), Of(Seen(All)).SourceCounts);
        Assert.Equal(new CountChange(2, 0), Of(Seen(All) with { Set = false }).SourceCounts);
        Assert.Equal(new CountChange(0, 0), Of(Seen(UidSet.OfOne(3))).SourceCounts);
    }

    [Fact]
    public void Another_flag_changes_no_count() =>
        Assert.Equal(default, Of(new StoreFlags("INBOX", 7, All) { Flags = MessageFlags.Flagged }).SourceCounts);

    [Fact]
    public void A_move_takes_from_one_mailbox_and_gives_to_the_other()
    {
        var move = Of(new MoveMessages("INBOX", 7, UidSet.Of([1u, 3]), "Trash"));
        Assert.Equal(new CountChange(-1, -2), move.SourceCounts);
        Assert.Equal(new CountChange(1, 2), move.DestinationCounts);
    }

    [Fact]
    public void A_copy_only_gives()
    {
        var copy = Of(new CopyMessages("INBOX", 7, UidSet.Of([1u, 3]), "Archive"));
        Assert.Equal(default, copy.SourceCounts);
        Assert.Equal(new CountChange(1, 2), copy.DestinationCounts);
    }

    [Fact]
    public void What_waits_already_is_reckoned_with()
    {
        _mirror.Add(new PendingOperation(Seen(UidSet.OfOne(1))));
        Assert.Equal(new CountChange(-1, -2), Of(new MoveMessages("INBOX", 7, UidSet.Of([1u, 2]), "Trash")).SourceCounts);
    }

    [Fact]
    public void Of_rows_that_were_never_fetched_all_unread_ones_are_taken_when_all_are_meant()
    {
        var mirror = new MailboxMirror("INBOX", new FakeTimeProvider());
        mirror.Apply(new MailboxDelta(new MailboxState(7, 5, 10, 4), UidSet.Empty, All, [], Reset: true));
        Assert.Equal(new CountChange(-3, 0), CountEffect.Of(Seen(All), mirror, Inbox(unread: 3, total: 4)).SourceCounts);
    }

    [Fact]
    public void UIDs_of_another_UIDVALIDITY_change_no_count() =>
        Assert.Equal(default, Of(new MoveMessages("INBOX", 6, All, "Trash")).SourceCounts);

    [Fact]
    public void The_tree_shows_all_effects_together_and_never_less_than_nothing()
    {
        var tree = MailboxTree.Build([Inbox(unread: 1, total: 4), new Mailbox { Name = "Trash", DisplayName = "Trash" }]);
        var folded = CountEffect.Fold(tree, [Of(Seen(All)), Of(new MoveMessages("INBOX", 7, UidSet.Of([3u, 4]), "Trash"))]);
        Assert.True(folded.Find("INBOX") is { Unread: 0, Total: 2 });
        Assert.True(folded.Find("Trash") is { Unread: 0, Total: 2 });
    }

    private static StoreFlags Seen(UidSet uids) => new("INBOX", 7, uids) { Flags = MessageFlags.Seen };

    private static MessageRow Row(uint uid) => new() { Uid = uid };

    private static Mailbox Inbox(int unread, int total) => new() { Name = "INBOX", DisplayName = "INBOX", Unread = unread, Total = total };

    private PendingOperation Of(MailOperation operation) => CountEffect.Of(operation, _mirror, Inbox(unread: 2, total: 4));
}
