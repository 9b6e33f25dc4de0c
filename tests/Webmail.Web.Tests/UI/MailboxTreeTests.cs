using Bunit;
using Webmail.Engine.Mailboxes;
using Webmail.Web.UI.Shell;

namespace Webmail.Web.Tests.UI;

/// <summary>The mailboxes in the rail, and as targets of a move.</summary>
public sealed class MailboxTreeTests : ShellTest
{
    [Fact]
    public void Each_mailbox_is_a_link_that_says_its_name_and_what_is_unread()
    {
        var inbox = Rail().Find("[data-mailbox=INBOX]");

        Assert.Equal(("A", "treeitem"), (inbox.TagName, inbox.GetAttribute("role")));
        Assert.Equal("12", inbox.GetAttribute("data-unread"));
        Assert.Contains("Inbox", inbox.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains("12", inbox.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal("page", inbox.GetAttribute("aria-current"));
    }

    [Fact]
    public void Each_tree_is_one_tab_stop()
    {
        var rail = Rail(expanded: "Kunden");

        Assert.All(rail.FindAll("[role=tree]"), tree => Assert.Single(tree.QuerySelectorAll("[role=treeitem][tabindex='0']")));
    }

    [Fact]
    public void What_lies_below_shows_when_its_mailbox_is_unfolded()
    {
        Mailbox? folded = null;
        var rail = Rail(onFold: box => folded = box);

        Assert.Equal("false", rail.Find("[data-mailbox=Kunden]").GetAttribute("aria-expanded"));
        Assert.Empty(rail.FindAll("[data-mailbox='Kunden/Albrecht']"));
        rail.Find("[data-fold]").Click();
        Assert.Equal("Kunden", folded?.Name);

        rail.Render(parameters => parameters.Add(r => r.Expanded, new HashSet<string> { "Kunden" }));
        Assert.Equal("true", rail.Find("[data-mailbox=Kunden]").GetAttribute("aria-expanded"));
        Assert.Equal("2", rail.Find("[data-mailbox='Kunden/Albrecht']").GetAttribute("aria-level"));
    }

    [Fact]
    public async Task The_menu_offers_every_mailbox_but_the_one_the_messages_are_in()
    {
        Mailbox? chosen = null;
        var menu = Render<MoveMenu>(parameters => parameters
            .Add(m => m.Tree, Tree()).Add(m => m.Current, "INBOX").Add(m => m.Title, "Move 3 messages to").Add(m => m.OnChosen, box => chosen = box));
        Assert.Empty(menu.FindAll("[data-testid=move-target]"));

        await menu.InvokeAsync(() => menu.Instance.OpenAtAsync(10, 10));

        Assert.Equal("Move 3 messages to", menu.Find("[role=dialog]").GetAttribute("aria-label"));
        Assert.Equal(["Sent", "Trash", "Kunden", "Kunden/Albrecht"], menu.FindAll("[data-testid=move-target]").Select(target => target.GetAttribute("data-mailbox")));
        Assert.All(menu.FindAll("[data-testid=move-target]"), target => Assert.Equal("option", target.GetAttribute("role")));
        Assert.Contains("Kunden / Albrecht", menu.Find("[data-mailbox='Kunden/Albrecht']").GetAttribute("data-text"), StringComparison.Ordinal);
        await menu.Find("[data-mailbox='Kunden/Albrecht']").ClickAsync(new());
        Assert.Equal("Kunden/Albrecht", chosen?.Name);
    }

    private IRenderedComponent<Rail> Rail(string? expanded = null, Action<Mailbox>? onFold = null) =>
        Render<Rail>(parameters => parameters
            .Add(r => r.Tree, Tree()).Add(r => r.Active, "INBOX").Add(r => r.Status, Status()).Add(r => r.Zone, TimeZoneInfo.Utc).Add(r => r.PersonName, "petra@example.test")
            .Add(r => r.Expanded, new HashSet<string>(expanded is null ? [] : [expanded])).Add(r => r.OnFold, box => onFold?.Invoke(box)));
}
