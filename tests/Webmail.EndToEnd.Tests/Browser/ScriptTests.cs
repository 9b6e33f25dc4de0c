using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>The source of the filters, for people who write Sieve.</summary>
public sealed class ScriptTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_script_is_written_its_mistakes_stand_at_their_lines_and_what_another_tab_saved_is_not_lost()
    {
        var mail = await SignedInAsync();
        var page = await OpenAsync(mail);
        var source = page.GetByTestId("sieve-source");
        await Expect(source).ToHaveAttributeAsync("aria-readonly", "true");
        await page.Locator("[data-do=take-over]").ClickAsync();
        await Expect(source).ToBeFocusedAsync();

        // Ours first, then the server's.
        await source.FillAsync("keep;\nif true { keep; ");
        await page.Locator("[data-do=check]").ClickAsync();
        await Expect(page.Locator("[data-part=faults]")).ToContainTextAsync("Line 2: A block opens here");
        await source.FillAsync("require \"fileinto\";\nkeep;\nfly \"away\";");
        await page.Locator("[data-do=save]").ClickAsync();
        await Expect(page.Locator("[data-part=faults]")).ToContainTextAsync("Line 3:");
        await Expect(page.Locator("[data-part=said]")).ToContainTextAsync("Nothing was saved");
        await AccessibilityTests.CheckAsync(page, "script with mistakes");

        await source.FillAsync("# mine\nkeep;");
        await page.Locator("[data-do=save]").ClickAsync();
        await Expect(page.Locator("[data-part=said]")).ToContainTextAsync("Saved.");
        await Expect(page.Locator("[data-part=name]")).ToContainTextAsync("in use");
        await Expect(page.Locator("[data-part=faults]")).ToBeHiddenAsync();

        var other = await OpenAsync(await NewTabAsync(page.Context));
        await Expect(other.GetByTestId("sieve-source")).ToContainTextAsync("# mine");
        await other.Locator("[data-do=take-over]").ClickAsync();
        await other.GetByTestId("sieve-source").FillAsync("# theirs\nkeep;");
        await other.Locator("[data-do=save]").ClickAsync();
        await Expect(other.Locator("[data-part=said]")).ToContainTextAsync("Saved.");

        await source.FillAsync("# mine again\nkeep;");
        await page.Locator("[data-do=save]").ClickAsync();
        await Expect(page.Locator("[data-part=conflict]")).ToBeVisibleAsync();
        await Expect(page.Locator(".cm-deletedChunk")).ToContainTextAsync("# theirs");
        await AccessibilityTests.CheckAsync(page, "script and another version");
        await page.Locator("[data-do=mine]").ClickAsync();
        await Expect(page.Locator("[data-part=said]")).ToContainTextAsync("Saved.");

        // Tab leaves the editor.
        await source.FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(source).Not.ToBeFocusedAsync();
        await page.ReloadAsync();
        await Expect(page.GetByTestId("sieve-source")).ToContainTextAsync("# mine again");
    }

    private static async Task<IPage> OpenAsync(MailPage mail)
    {
        await mail.Page.GotoAsync("/settings/script");
        await mail.ReadyAsync();
        await Expect(mail.Page.Locator("[data-do=take-over]")).ToBeVisibleAsync();
        return mail.Page;
    }
}
