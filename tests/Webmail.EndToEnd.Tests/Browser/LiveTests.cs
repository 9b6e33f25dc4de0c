using System.Text.RegularExpressions;
using MailKit;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>What another device does shows in the open page without anybody touching it, for a server with NOTIFY and for one without.</summary>
public sealed class LiveTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    // The server without NOTIFY is asked for the other mailboxes every 30 seconds.
    private const float LongerThanListStatus = 60_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Marks_and_removals_of_another_device_show(bool plain)
    {
        using var server = await StartAsync(plain);
        await SeedAsync(12);
        await server.CreateAsync("Ziel");
        var mail = await SignedInAsync();
        await mail.IsMarkedAsync(9, "unread", true);
        await server.StoreAsync("INBOX", StoreAction.Add, MessageFlags.Seen, 9);
        await mail.IsMarkedAsync(9, "unread", false);
        await server.StoreAsync("INBOX", StoreAction.Remove, MessageFlags.Seen, 9);
        await mail.IsMarkedAsync(9, "unread", true);
        await server.StoreAsync("INBOX", StoreAction.Add, MessageFlags.Flagged, 7, 6);
        await mail.IsMarkedAsync(7, "flagged", true);
        await mail.IsMarkedAsync(6, "flagged", true);
        await mail.List.EvaluateAsync(
            "list => new MutationObserver(() => { window.struck = Math.max(window.struck ?? 0, list.querySelectorAll('.leaving').length); }).observe(list, { childList: true, subtree: true })");
        await server.MoveAsync("INBOX", "Ziel", 12, 10);
        await mail.IsGoneAsync(12);
        await mail.IsGoneAsync(10);
        await server.ExpungeAsync("INBOX", 11);
        await mail.IsGoneAsync(11);
        await mail.HasTotalAsync(9);
        Assert.InRange(await mail.Page.EvaluateAsync<int>("window.struck ?? 0"), 1, 3);
        await Expect(mail.List.Locator(".leaving")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task New_mail_shows_in_list_tree_and_title(bool plain)
    {
        using var server = await StartAsync(plain);
        await PutAsync("INBOX", new Letter("alt") { Flags = MessageFlags.Seen });
        var mail = await SignedInAsync();
        await mail.HasUnreadAsync("INBOX", 0);
        await server.AppendAsync("INBOX", new Letter("Neu und ungelesen"));
        await Expect(mail.RowOf("Neu und ungelesen")).ToBeVisibleAsync();
        await mail.HasTotalAsync(2);
        await mail.HasUnreadAsync("INBOX", 1);
        await Expect(mail.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(@"\(1\)"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task New_and_renamed_and_deleted_mailboxes_and_their_counts_show(bool plain)
    {
        using var server = await StartAsync(plain);
        await SeedAsync(2);
        await server.CreateAsync("Alte Mappe");
        await server.CreateAsync("Weg");
        var mail = await SignedInAsync();
        var wait = plain ? LongerThanListStatus : Chromium.Patience;
        await Expect(mail.Mailbox(Dovecot.MailboxName("Weg"))).ToBeVisibleAsync();
        await server.CreateAsync("Neue Mappe");
        await server.AppendAsync("Neue Mappe", new Letter("darin"));
        await server.RenameAsync("Alte Mappe", "Äpfel & Birnen");
        await server.DeleteAsync("Weg");
        await Expect(mail.Mailbox(Dovecot.MailboxName("Neue Mappe"))).ToHaveAttributeAsync("data-unread", "1", new() { Timeout = wait });
        await Expect(mail.Mailbox(Dovecot.MailboxName("Äpfel & Birnen"))).ToBeVisibleAsync(new() { Timeout = wait });
        await Expect(mail.Mailbox(Dovecot.MailboxName("Alte Mappe"))).ToHaveCountAsync(0, new() { Timeout = wait });
        await Expect(mail.Mailbox(Dovecot.MailboxName("Weg"))).ToHaveCountAsync(0, new() { Timeout = wait });
    }

    [Fact]
    public async Task Two_tabs_show_the_same()
    {
        await SeedAsync(6);
        var one = await SignedInAsync();
        var two = await NewTabAsync(one.Page.Context);
        await two.Page.GotoAsync("/mail");
        await two.ReadyAsync();
        await one.OpenAsync(6);
        await one.Action("archive").ClickAsync();
        await one.LookAtToastAsync();
        await two.IsGoneAsync(6);
        await one.UndoAsync();
        await two.HasTotalAsync(6);
    }

    [Fact]
    public async Task Mail_that_arrives_while_scrolled_away_moves_no_row()
    {
        await SeedAsync(200);
        using var server = await ElsewhereAsync();
        var mail = await SignedInAsync();
        await mail.List.EvaluateAsync("list => list.scrollTop = 1000");
        await Expect(mail.Row(185)).ToBeInViewportAsync();
        var before = await mail.Row(185).BoundingBoxAsync();
        await server.AppendAsync("INBOX", new Letter("Dazwischen"));
        await mail.HasTotalAsync(201);
        await Expect(mail.Page.Locator("#arrived")).ToBeVisibleAsync();
        var after = await mail.Row(185).BoundingBoxAsync();
        Assert.Equal(before!.Y, after!.Y, 1f);
    }

    [Fact]
    public async Task New_mail_is_told_by_the_device_to_who_asked_for_it_and_looks_elsewhere()
    {
        await SeedAsync(3);
        using var server = await ElsewhereAsync();
        var mail = await SignedInAsync();
        await mail.Page.Context.AddInitScriptAsync("""
            window.Notification = class {
              static permission = 'granted';
              static requestPermission = async () => 'granted';
              constructor(title, { body }) { const root = document.documentElement; root.dataset.notes = `${root.dataset.notes ?? ''}[${title}: ${body}]`; }
              close() { }
            };
            document.hasFocus = () => false;
            """);
        await mail.Page.GotoAsync("/settings/general");
        await mail.ReadyAsync();
        await mail.Page.Locator("[aria-labelledby=set-notify]").CheckAsync();
        // A page that is left at once takes with it what it had not told yet.
        await Expect(mail.Page.GetByTestId("toast")).ToContainTextAsync("Saved");
        await mail.Page.GotoAsync("/mail");
        await mail.ReadyAsync();
        await Expect(mail.Page.GetByTestId("sync-state")).ToHaveAttributeAsync("data-sync", "live");
        await server.AppendAsync("INBOX", new Letter("Frisch"));
        await Expect(mail.RowOf("Frisch")).ToBeVisibleAsync();
        // One note, and no second.
        await Expect(mail.Page.Locator("html")).ToHaveAttributeAsync("data-notes", new Regex(@"^\[[^\[]*Petra Hoffmann[^\[]*\]$"));
    }

    [Fact]
    public async Task The_account_menu_lists_what_happened_lately_and_where_it_came_from()
    {
        await SeedAsync(5);
        using var server = await ElsewhereAsync();
        var mail = await SignedInAsync();
        await mail.OpenAsync(5);
        await mail.Action("archive").ClickAsync();
        await mail.IsGoneAsync(5);
        await Elsewhere.UntilAsync(() => server.UidsAsync("Archive"), uids => uids.Count == 1, "One in Archive");
        await server.AppendAsync("INBOX", new Letter("Frisch"));
        await Expect(mail.RowOf("Frisch")).ToBeVisibleAsync();
        await server.StoreAsync("INBOX", StoreAction.Add, MessageFlags.Flagged, 2);
        await mail.IsMarkedAsync(2, "flagged", true);

        await mail.Page.ClickAsync("[popovertarget=account-menu]");
        var changes = mail.Page.Locator("#account-menu .chg");
        await Expect(changes.Filter(new() { HasText = "Flagged" })).ToContainTextAsync("another device");
        await Expect(changes.Filter(new() { HasText = "New message in Inbox" })).ToContainTextAsync("incoming");
        await Expect(changes.Filter(new() { HasText = "Moved to Archive" })).ToContainTextAsync("here");
    }

    private async Task<Elsewhere> StartAsync(bool plain)
    {
        if (plain)
            await UsePlainAsync();
        return await ElsewhereAsync();
    }
}
