using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Tests.Mailboxes;

public sealed class MailboxTreeTests
{
    [Fact]
    public void Special_use_mailboxes_come_first_in_their_order_and_the_others_by_name()
    {
        var tree = MailboxTree.Build(
            [Box("zebra"), Box("Trash") with { SpecialUse = SpecialUse.Trash }, Box("Äpfel"), Box("INBOX") with { SpecialUse = SpecialUse.Inbox }, Box("Birnen")]);
        Assert.Equal(["INBOX", "Trash", "Äpfel", "Birnen", "zebra"], tree.Roots.Select(mailbox => mailbox.Name));
        Assert.Equal(["INBOX", "Trash"], tree.SpecialUseMailboxes.Select(mailbox => mailbox.Name));
    }

    [Fact]
    public void Mailboxes_of_others_stand_below_the_persons_own() => Assert.Equal(
        ["own", "another"], MailboxTree.Build([Box("another") with { Kind = MailboxKind.Shared }, Box("own")]).Roots.Select(mailbox => mailbox.Name));

    [Fact]
    public void A_mailbox_stands_below_its_parent_with_its_path()
    {
        var tree = MailboxTree.Build([Box("a/b/c", "a/b"), Box("a/b", "a"), Box("a")]);
        Assert.Equal(["a", "a/b", "a/b/c"], tree.All.Select(mailbox => mailbox.Name));
        Assert.Equal(["a", "b", "c"], tree.Find("a/b/c")!.Path);
    }

    [Fact]
    public void Levels_that_the_server_did_not_list_are_there_and_cannot_be_opened()
    {
        var tree = MailboxTree.Build([Box("a/b/c", "a/b") with { Kind = MailboxKind.Shared }]);
        Assert.Equal(["a", "a/b", "a/b/c"], tree.All.Select(mailbox => mailbox.Name));
        Assert.Equal(["a", "b", "c"], tree.All.Select(mailbox => mailbox.DisplayName));
        Assert.Equal([false, false, true], tree.All.Select(mailbox => mailbox.IsSelectable));
        Assert.All(tree.All, mailbox => Assert.Equal(MailboxKind.Shared, mailbox.Kind));
    }

    [Fact]
    public void A_rename_is_told_from_a_mailbox_that_went_and_another_that_came()
    {
        var before = MailboxTree.Build([Box("INBOX") with { UidValidity = 1 }, Box("old") with { UidValidity = 2 }]);
        Assert.True(MailboxTree.Build([Box("INBOX") with { UidValidity = 1 }, Box("new") with { UidValidity = 2 }]).HasRenamed(before));
        Assert.False(MailboxTree.Build([Box("INBOX") with { UidValidity = 1 }, Box("new") with { UidValidity = 3 }]).HasRenamed(before));
        Assert.False(before.HasRenamed(before));
    }

    [Fact]
    public void A_mailbox_below_INBOX_stands_below_it() =>
        Assert.Equal("INBOX/Sub", Assert.Single(MailboxTree.Build([Box("INBOX/Sub", "INBOX"), Box("INBOX")]).Find("INBOX")!.Children).Name);

    [Fact]
    public void INBOX_is_found_in_any_case_and_other_names_only_as_they_are()
    {
        var tree = MailboxTree.Build([Box("INBOX") with { SpecialUse = SpecialUse.Inbox }, Box("Sent")]);
        Assert.Equal("INBOX", tree.Find("inbox")?.Name);
        Assert.Null(tree.Find("sent"));
        Assert.Null(tree.Find(SpecialUse.Sent));
    }

    [Fact]
    public void Newer_counts_take_the_place_of_older_ones_and_the_shape_stays()
    {
        var tree = MailboxTree.Build([Box("a/b", "a"), Box("a")]);
        var newer = tree.With(new Dictionary<string, Mailbox> { ["a/b"] = Box("a/b") with { Unread = 5 } });
        Assert.Equal(5, newer.Find("a/b")!.Unread);
        Assert.Equal("a", newer.Find("a/b")!.ParentName);
        Assert.Equal(["a", "b"], newer.Find("a/b")!.Path);
        Assert.Equal("a/b", Assert.Single(newer.Find("a")!.Children).Name);
        Assert.Equal(0, tree.Find("a/b")!.Unread);
    }

    [Fact]
    public void Trees_are_the_same_if_they_know_the_same_of_the_same_mailboxes()
    {
        var tree = MailboxTree.Build([Box("a/b", "a"), Box("a")]);
        Assert.True(tree.IsSameAs(MailboxTree.Build([Box("a"), Box("a/b", "a")])));
        Assert.False(tree.IsSameAs(MailboxTree.Build([Box("a"), Box("a/b", "a") with { Total = 1 }])));
        Assert.False(tree.IsSameAs(MailboxTree.Build([Box("a")])));
    }

    private static Mailbox Box(string name, string? parent = null) =>
        new() { Name = name, DisplayName = name[(name.LastIndexOf('/') + 1)..], ParentName = parent, Separator = '/' };
}
