using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>What the keyboard alone can do, and the pages for its help.</summary>
public sealed class KeyboardTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_question_mark_shows_the_keys_and_escape_hides_them()
    {
        await SeedAsync(3);
        var mail = await SignedInAsync();
        await mail.Page.Keyboard.PressAsync("?");
        var sheet = mail.Page.Locator("[data-testid=shortcuts]");
        await Expect(sheet).ToBeVisibleAsync();
        await mail.Page.Keyboard.PressAsync("Escape");
        await Expect(sheet).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Letters_typed_into_the_search_are_no_commands()
    {
        await SeedAsync(4);
        var mail = await SignedInAsync();
        await mail.OpenAsync(4);
        await mail.Search.FocusAsync();
        await mail.Page.Keyboard.TypeAsync("ejxs#");
        await Expect(mail.Search).ToHaveValueAsync("ejxs#");
        await mail.HasTotalAsync(4);
        await mail.IsOpenAsync(4);
    }

    [Fact]
    public async Task A_message_is_found_opened_flagged_and_archived_without_a_mouse()
    {
        await SeedAsync(6);
        using var server = await ElsewhereAsync();
        var mail = await SignedInAsync();
        // The focus puts the cursor on the newest, 6.
        await mail.List.FocusAsync();
        await mail.Page.Keyboard.PressAsync("ArrowDown");
        await mail.Page.Keyboard.PressAsync("ArrowDown");
        await mail.Page.Keyboard.PressAsync("Enter");
        await mail.IsOpenAsync(4);
        await mail.IsMarkedAsync(4, "unread", false);
        await mail.Page.Keyboard.PressAsync("Shift+U");
        await mail.IsMarkedAsync(4, "unread", true);
        await mail.Page.Keyboard.PressAsync("e");
        await mail.IsGoneAsync(4);
        await mail.Page.Keyboard.PressAsync("z");
        await mail.HasTotalAsync(6);
        await Elsewhere.UntilAsync(() => server.UidsAsync("Archive"), uids => uids.Count == 0, "None in Archive");
    }
}
