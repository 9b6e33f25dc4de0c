using System.Text.RegularExpressions;
using MailKit.Search;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Selecting messages, and what is done to them: shown at once, done on the server, taken back.</summary>
public sealed class ActionTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData("archive", "Archive")]
    [InlineData("delete", "Trash")]
    [InlineData("junk", "Junk")]
    public async Task A_removed_message_leaves_the_list_arrives_elsewhere_and_comes_back_by_undo(string action, string target)
    {
        await SeedAsync(8);
        var mail = await SignedInAsync();
        using var server = await ElsewhereAsync();
        await mail.OpenAsync(5);
        await mail.Action(action).ClickAsync();
        await mail.IsGoneAsync(5);
        await mail.HasTotalAsync(7);
        await mail.LookAtToastAsync();
        // The next older message opens.
        await mail.IsOpenAsync(4);
        await Elsewhere.UntilAsync(() => server.UidsAsync(target), uids => uids.Count == 1, $"One message in {target}");
        Assert.DoesNotContain(5u, await server.UidsAsync("INBOX"));

        await mail.UndoAsync();
        await mail.HasTotalAsync(8);
        await Elsewhere.UntilAsync(() => server.UidsAsync(target), uids => uids.Count == 0, $"None in {target}");
        await Elsewhere.UntilAsync(() => server.UidsAsync("INBOX"), uids => uids.Count == 8, "All in the inbox");
    }

    [Fact]
    public async Task What_was_reported_as_spam_and_is_none_comes_back_and_the_filter_learns_of_both()
    {
        await SeedAsync(4);
        using var server = await ElsewhereAsync();
        var mail = await SignedInAsync();
        await mail.OpenAsync(3);
        await mail.Action("junk").ClickAsync();
        await mail.IsGoneAsync(3);
        await Elsewhere.UntilAsync(() => server.UidsAsync("Junk", SearchQuery.HasKeyword("$Junk")), uids => uids.Count == 1, "One known as spam");

        await mail.GoToAsync("Junk");
        await mail.Rows.First.ClickAsync();
        await mail.Action("not-junk").ClickAsync();
        await mail.HasTotalAsync(0);
        await Elsewhere.UntilAsync(() => server.UidsAsync("INBOX", SearchQuery.HasKeyword("$NotJunk")), uids => uids.Count == 1, "One known as none");
        Assert.Empty(await server.UidsAsync("INBOX", SearchQuery.HasKeyword("$Junk")));
        Assert.Equal(4, (await server.UidsAsync("INBOX")).Count);
    }

    [Fact]
    public async Task A_message_is_moved_by_the_menu()
    {
        await SeedAsync(5);
        using var server = await ElsewhereAsync();
        await server.CreateAsync("Angebote");
        var mail = await SignedInAsync();
        await mail.OpenAsync(5);
        await mail.Action("move").ClickAsync();
        await mail.Page.Locator("[data-testid=move-target][data-mailbox=Angebote]").ClickAsync();
        await mail.IsGoneAsync(5);
        await Elsewhere.UntilAsync(() => server.UidsAsync("Angebote"), uids => uids.Count == 1, "One in Angebote");
        await mail.Page.Keyboard.PressAsync("z");
        await mail.HasTotalAsync(5);
        await Elsewhere.UntilAsync(() => server.UidsAsync("Angebote"), uids => uids.Count == 0, "None in Angebote");
    }

    [Fact]
    public async Task V_opens_the_menu_and_typing_finds_the_mailbox()
    {
        await SeedAsync(5);
        using var server = await ElsewhereAsync();
        foreach (var name in (string[])["Angebote", "Baustellen", "Rechnungen"])
            await server.CreateAsync(name);
        var mail = await SignedInAsync();
        await mail.OpenAsync(5);
        await mail.Page.Keyboard.PressAsync("v");
        await Expect(mail.Page.Locator("[data-testid=move-target]").First).ToBeVisibleAsync();
        await mail.Page.Keyboard.TypeAsync("bau");
        await Expect(mail.Page.Locator("[data-testid=move-target]:visible")).ToHaveCountAsync(1);
        await mail.Page.Keyboard.PressAsync("Enter");
        await mail.IsGoneAsync(5);
        await Elsewhere.UntilAsync(() => server.UidsAsync("Baustellen"), uids => uids.Count == 1, "One in Baustellen");
    }

    [Fact]
    public async Task A_message_is_copied_by_its_menu()
    {
        await SeedAsync(5);
        using var server = await ElsewhereAsync();
        await server.CreateAsync("Angebote");
        var mail = await SignedInAsync();
        await mail.Row(5).ClickAsync(new() { Button = MouseButton.Right });
        await mail.Action("copy").ClickAsync();
        await mail.Page.Locator("[data-testid=move-target][data-mailbox=Angebote]").ClickAsync();
        await Elsewhere.UntilAsync(() => server.UidsAsync("Angebote"), uids => uids.Count == 1, "A copy in Angebote");
        await mail.HasTotalAsync(5);
        await mail.IsThereAsync(5);
    }

    [Fact]
    public async Task What_is_marked_as_unread_while_it_is_open_stays_so_until_it_is_opened_again()
    {
        await SeedAsync(6);
        using var server = await ElsewhereAsync();
        var mail = await SignedInAsync();
        await mail.Row(6).ClickAsync();
        await mail.Action("mark-unread").ClickAsync();
        await mail.IsMarkedAsync(6, "unread", true);
        // Longer than it takes for an open message to become read.
        await mail.Page.WaitForTimeoutAsync(1_500);
        await mail.IsMarkedAsync(6, "unread", true);
        Assert.Contains(6u, await server.UidsAsync("INBOX", SearchQuery.NotSeen));
    }

    [Fact]
    public async Task Read_unread_and_flag_show_at_once_and_reach_the_server()
    {
        await SeedAsync(6);
        using var server = await ElsewhereAsync();
        var mail = await SignedInAsync();
        await mail.OpenAsync(4);
        await mail.Action("flag").ClickAsync();
        await mail.IsMarkedAsync(4, "flagged", true);
        await Elsewhere.UntilAsync(() => server.UidsAsync("INBOX", SearchQuery.Flagged), uids => uids.Contains(4u), "4 flagged");
        await mail.Action("unflag").ClickAsync();
        await mail.IsMarkedAsync(4, "flagged", false);
        await Elsewhere.UntilAsync(() => server.UidsAsync("INBOX", SearchQuery.Flagged), uids => !uids.Contains(4u), "4 not flagged");
        await mail.Action("mark-unread").ClickAsync();
        await mail.IsMarkedAsync(4, "unread", true);
        await Elsewhere.UntilAsync(() => server.UidsAsync("INBOX", SearchQuery.NotSeen), uids => uids.Contains(4u), "4 unread");
        await mail.Action("mark-read").ClickAsync();
        await mail.IsMarkedAsync(4, "unread", false);
        await Elsewhere.UntilAsync(() => server.UidsAsync("INBOX", SearchQuery.NotSeen), uids => !uids.Contains(4u), "4 read");
    }

    [Fact]
    public async Task Keys_archive_delete_and_flag()
    {
        await SeedAsync(8);
        using var server = await ElsewhereAsync();
        var mail = await SignedInAsync();
        await mail.OpenAsync(8);
        await mail.Page.Keyboard.PressAsync("s");
        await mail.IsMarkedAsync(8, "flagged", true);
        await mail.Page.Keyboard.PressAsync("e");
        await mail.IsGoneAsync(8);
        await mail.IsOpenAsync(7);
        await mail.Page.Keyboard.PressAsync("#");
        await mail.IsGoneAsync(7);
        await mail.Page.Keyboard.PressAsync("Delete");
        await mail.IsGoneAsync(6);
        await Elsewhere.UntilAsync(() => server.UidsAsync("Trash"), uids => uids.Count == 2, "Two in Trash");
        await Elsewhere.UntilAsync(() => server.UidsAsync("Archive", SearchQuery.Flagged), uids => uids.Count == 1, "One flagged in Archive");
    }

    [Fact]
    public async Task Ctrl_shift_x_and_escape_select()
    {
        await SeedAsync(20);
        var mail = await SignedInAsync();
        var selected = mail.Page.Locator("[data-testid=message-row][aria-selected=true]");
        await mail.SelectAsync(20, 17);
        await Expect(selected).ToHaveCountAsync(2);
        await mail.Row(13).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(selected).ToHaveCountAsync(5);
        await mail.Page.Keyboard.PressAsync("Escape");
        await Expect(selected).ToHaveCountAsync(0);
        await mail.OpenAsync(10);
        await mail.Page.Keyboard.PressAsync("x");
        await Expect(mail.Row(10)).ToHaveAttributeAsync("aria-selected", "true");
        await mail.Page.Keyboard.PressAsync("Shift+ArrowDown");
        await Expect(selected).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_thousand_messages_are_selected_marked_read_and_moved_and_come_back()
    {
        await SeedAsync(1_000);
        using var server = await ElsewhereAsync();
        await server.CreateAsync("Alt");
        var mail = await SignedInAsync();
        await mail.List.FocusAsync();
        await mail.Page.Keyboard.PressAsync("Control+a");
        await mail.Action("select-all").ClickAsync();
        await mail.Action("mark-read").ClickAsync();
        await Expect(mail.Page.Locator("[data-testid=message-row][data-unread=true]")).ToHaveCountAsync(0);
        await Elsewhere.UntilAsync(() => server.UidsAsync("INBOX", SearchQuery.NotSeen), uids => uids.Count == 0, "All read");
        await mail.HasUnreadAsync("INBOX", 0);

        await mail.Action("move").ClickAsync();
        await mail.Page.Locator("[data-testid=move-target][data-mailbox=Alt]").ClickAsync();
        await mail.HasTotalAsync(0);
        await mail.LookAtToastAsync();
        await Elsewhere.UntilAsync(() => server.UidsAsync("Alt"), uids => uids.Count == 1_000, "All moved");
        await mail.UndoAsync();
        await mail.HasTotalAsync(1_000);
        await Elsewhere.UntilAsync(() => server.UidsAsync("INBOX"), uids => uids.Count == 1_000, "All back");
    }

    [Fact]
    public async Task Fifty_thousand_messages_show_how_far_they_are_and_come_back()
    {
        await SeedAsync(50_000);
        using var server = await ElsewhereAsync();
        var unread = await server.UidsAsync("INBOX", SearchQuery.NotSeen);
        var mail = await SignedInAsync();
        await mail.HasTotalAsync(50_000);
        await mail.List.FocusAsync();
        await mail.Page.Keyboard.PressAsync("Control+a");
        await mail.Action("select-all").ClickAsync();
        // A fast server is done before anybody could look.
        await mail.Page.EvaluateAsync(
            """
            () => new MutationObserver(() => {
              const bar = document.querySelector('[data-testid=toast] [role=progressbar][aria-valuemax="50000"]');
              if (bar && Number(bar.getAttribute('aria-valuenow')) > 0) window.sawProgress = true;
            }).observe(document.body, { subtree: true, childList: true, attributes: true })
            """);
        await mail.Action("mark-unread").ClickAsync();
        await mail.HasUnreadAsync("INBOX", 50_000);
        var progress = mail.Toast.GetByRole(AriaRole.Progressbar);
        await Elsewhere.UntilAsync(() => server.UidsAsync("INBOX", SearchQuery.NotSeen), uids => uids.Count == 50_000, "All unread");
        await Expect(progress).ToHaveCountAsync(0);
        Assert.True(await mail.Page.EvaluateAsync<bool>("window.sawProgress === true"));

        await mail.List.FocusAsync();
        await mail.Page.Keyboard.PressAsync("z");
        await mail.HasUnreadAsync("INBOX", unread.Count);
        await Elsewhere.UntilAsync(() => server.UidsAsync("INBOX", SearchQuery.NotSeen), uids => uids.SequenceEqual(unread), "As before");
    }

    [Fact]
    public async Task Delete_in_the_bin_removes_for_good_only_after_the_time_for_undo()
    {
        await PutAsync("Trash", new Letter("eins"), new Letter("zwei"));
        using var server = await ElsewhereAsync();
        var mail = await SignedInAsync();
        await mail.GoToAsync("Trash");
        await mail.OpenAsync(2);
        await mail.Action("delete").ClickAsync();
        await mail.IsGoneAsync(2);
        Assert.Equal(2, (await server.UidsAsync("Trash")).Count);
        await mail.UndoAsync();
        await mail.IsThereAsync(2);
        await mail.OpenAsync(1);
        await mail.Action("delete").ClickAsync();
        await mail.IsGoneAsync(1);
        await Elsewhere.UntilAsync(() => server.UidsAsync("Trash"), uids => uids.SequenceEqual([2u]), "Only the second left");
    }

    [Fact]
    public async Task A_row_is_dragged_onto_a_mailbox()
    {
        await SeedAsync(4);
        using var server = await ElsewhereAsync();
        await server.CreateAsync("Angebote");
        var mail = await SignedInAsync();
        await mail.Row(3).DragToAsync(mail.Mailbox("Angebote"));
        await mail.IsGoneAsync(3);
        await Elsewhere.UntilAsync(() => server.UidsAsync("Angebote"), uids => uids.Count == 1, "One in Angebote");
    }

    [Fact]
    public async Task A_move_over_quota_comes_back_with_the_reason()
    {
        await Servers.AddUserAsync(User, "secret", quotaBytes: 100 * 1024);
        await PutAsync("INBOX", new Letter("groß") { Text = new string('x', 60 * 1024) });
        using var server = await ElsewhereAsync();
        await server.CreateAsync("Ziel");
        var mail = await SignedInAsync();
        await mail.Row(1).ClickAsync(new() { Button = MouseButton.Right });
        await mail.Action("copy").ClickAsync();
        await mail.Page.Locator("[data-testid=move-target][data-mailbox=Ziel]").ClickAsync();
        await Expect(mail.Toast).ToContainTextAsync("no room left");
        Assert.Empty(await server.UidsAsync("Ziel"));
    }
}
