using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Messages that are selected, beside the one that is open.</summary>
public sealed class SelectionTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task While_messages_are_selected_the_reader_tells_how_many_and_what_can_be_done()
    {
        await SeedAsync(9);
        var mail = await SignedInAsync();
        await mail.OpenAsync(9);
        var panel = mail.Page.GetByTestId("selection-panel");
        await Expect(panel).ToHaveCountAsync(0);
        await mail.SelectAsync(8);
        await Expect(panel.GetByRole(Microsoft.Playwright.AriaRole.Heading)).ToHaveTextAsync("1 message selected");
        await mail.SelectAsync(7);
        await Expect(panel.GetByRole(Microsoft.Playwright.AriaRole.Heading)).ToHaveTextAsync("2 messages selected");
        // The open message is out of sight, and what is chosen above is about the selection.
        await mail.Page.Locator(".reader-bar [data-action=delete]").ClickAsync();
        await mail.HasTotalAsync(7);
        await Expect(panel).ToHaveCountAsync(0);
        await mail.IsOpenAsync(9);
        await mail.IsThereAsync(9);
    }
}
