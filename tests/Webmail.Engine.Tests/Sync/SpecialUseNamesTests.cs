using Webmail.Engine.Mailboxes;
using Webmail.Engine.Sync;

namespace Webmail.Engine.Tests.Sync;

public sealed class SpecialUseNamesTests
{
    [Theory]
    [InlineData("Gesendet", SpecialUse.Sent)]
    [InlineData("sent items", SpecialUse.Sent)]
    [InlineData("Entwürfe", SpecialUse.Drafts)]
    [InlineData("PAPIERKORB", SpecialUse.Trash)]
    [InlineData("Spam", SpecialUse.Junk)]
    [InlineData("Archiv", SpecialUse.Archive)]
    [InlineData("Rechnungen", SpecialUse.None)]
    public void A_name_that_servers_use_tells_what_the_mailbox_is_for(string name, SpecialUse expected) =>
        Assert.Equal(expected, Assert.Single(SpecialUseNames.Complete([Box(name)])).SpecialUse);

    [Fact]
    public void What_the_server_marks_is_believed_before_any_name()
    {
        var completed = SpecialUseNames.Complete([Box("Sent"), Box("Ausgang") with { SpecialUse = SpecialUse.Sent }]);
        Assert.Equal([SpecialUse.None, SpecialUse.Sent], completed.Select(mailbox => mailbox.SpecialUse));
    }

    [Fact]
    public void Of_two_names_the_more_usual_one_counts_and_only_one()
    {
        var completed = SpecialUseNames.Complete([Box("Deleted Items"), Box("Trash")]);
        Assert.Equal([SpecialUse.None, SpecialUse.Trash], completed.Select(mailbox => mailbox.SpecialUse));
    }

    [Fact]
    public void A_mailbox_deeper_down_or_of_somebody_else_or_that_cannot_be_opened_is_none()
    {
        var completed = SpecialUseNames.Complete(
            [Box("Sent") with { ParentName = "Old" }, Box("Drafts") with { Kind = MailboxKind.Shared }, Box("Junk") with { IsSelectable = false }]);
        Assert.All(completed, mailbox => Assert.Equal(SpecialUse.None, mailbox.SpecialUse));
    }

    private static Mailbox Box(string name) => new() { Name = name, DisplayName = name };
}
