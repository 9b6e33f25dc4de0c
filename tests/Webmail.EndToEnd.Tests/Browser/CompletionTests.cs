using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Whom one has written to is offered while one types.</summary>
public sealed class CompletionTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Who_was_written_to_is_completed_by_name_and_can_be_forgotten()
    {
        Assert.SkipUnless(Servers.Submission is not null, "Postfix needs root.");
        await SeedAsync(3);
        var mail = await SignedInAsync();
        var (page, composer, keys) = (mail.Page, new ComposerPage(mail.Page), mail.Page.Keyboard);
        await composer.WriteAsync("Jörg Müller <jm@outside.test>, Petra Hoffmann <petra@outside.test>, Peter Kern <peter@outside.test>, ohne@outside.test", "Erste", "Hallo");
        await composer.SendNowAsync();
        await Expect(page.GetByTestId("outbox-line")).ToBeHiddenAsync();

        // By the keyboard alone: neither case nor accents count, and the focus stays in the field.
        await composer.BeginAsync();
        var (input, options) = (composer.Field("to"), composer.Window.Locator("[role=option]"));
        await keys.TypeAsync("pet");
        await Expect(options).ToHaveCountAsync(2);
        await Expect(input).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(page.Locator("#compose-status")).ToHaveTextAsync("2 suggestions");
        await AccessibilityTests.CheckAsync(page, "suggestions");
        await keys.PressAsync("ArrowDown");
        var second = await options.Nth(1).Locator("b").InnerTextAsync();
        Assert.Equal(await options.Nth(1).GetAttributeAsync("id"), await input.GetAttributeAsync("aria-activedescendant"));
        await keys.PressAsync("Enter");
        await Expect(composer.Chips).ToHaveTextAsync([new System.Text.RegularExpressions.Regex(second)]);
        await keys.TypeAsync("MUELLER");
        await Expect(options).ToHaveCountAsync(1);
        await keys.PressAsync("Tab");
        await Expect(composer.Chips).ToHaveCountAsync(2);
        await Expect(composer.Chips.Nth(1)).ToContainTextAsync("Jörg Müller");
        await Expect(input).ToBeFocusedAsync();
        await Expect(options.Locator("visible=true")).ToHaveCountAsync(0);

        // Escape closes the list and not the window; a whole address is what was typed, whatever begins like it.
        await keys.TypeAsync("pet");
        await Expect(options).ToHaveCountAsync(1);
        await keys.PressAsync("Escape");
        await Expect(input).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(composer.Window).ToHaveAttributeAsync("data-size", "docked");
        await input.FillAsync("ohne@outside.te");
        await Expect(input).ToHaveAttributeAsync("aria-expanded", "true");
        await keys.PressAsync("Enter");
        await Expect(composer.Chips.Nth(2)).ToContainTextAsync("ohne@outside.te");
        await Expect(input).ToHaveAttributeAsync("aria-expanded", "false");

        // One is not to be suggested any more; that can be taken back for a while.
        await keys.TypeAsync("ohne");
        await Expect(options).ToHaveCountAsync(1);
        await keys.PressAsync("Shift+Delete");
        await Expect(input).ToHaveAttributeAsync("aria-expanded", "false");
        await page.Locator("[data-testid=toast] [data-action=undo]").ClickAsync();
        await input.FillAsync("ohn");
        await Expect(input).ToHaveAttributeAsync("aria-expanded", "true");
        await keys.PressAsync("Shift+Delete");
        var removed = page.WaitForResponseAsync(answer => answer.Request.Method == "DELETE" && answer.Url.Contains("/compose/recipients/", StringComparison.Ordinal));
        await page.Locator("[data-testid=toast] [data-do=close]").ClickAsync();
        Assert.True((await removed).Ok);
        await input.FillAsync("");
        await composer.Window.Locator("[data-action=discard]").ClickAsync();

        await page.GotoAsync("/settings/recipients");
        await mail.ReadyAsync();
        var people = page.Locator("main li");
        await Expect(people).ToHaveCountAsync(3);
        await AccessibilityTests.CheckAsync(page, "remembered recipients");
        await page.Locator("main input[type=search]").PressSequentiallyAsync("muller");
        await Expect(people).ToHaveCountAsync(1);
        await people.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(people).ToHaveCountAsync(0);
        await page.Locator("main input[type=search]").FillAsync("");
        await Expect(people).ToHaveCountAsync(2);
        await page.Locator("[data-do=forget-all]").ClickAsync();
        await Expect(people).ToHaveCountAsync(0);
        await mail.Toast.Locator("[data-action=undo]").ClickAsync();
        await Expect(people).ToHaveCountAsync(2);

        // The same on a phone, by hand.
        var phone = await SignedInAsync(options => (options.ViewportSize, options.HasTouch, options.IsMobile, options.ColorScheme) = (new() { Width = 390, Height = 844 }, true, true, ColorScheme.Dark));
        composer = new ComposerPage(phone.Page);
        await phone.Page.Locator("[data-action=compose]:visible").First.TapAsync();
        await Expect(composer.Field("to")).ToBeFocusedAsync();
        await composer.Field("to").PressSequentiallyAsync("hoff");
        options = composer.Window.Locator("[role=option]");
        await Expect(options).ToHaveCountAsync(1);
        await AccessibilityTests.CheckAsync(phone.Page, "suggestions on a phone");
        await options.TapAsync();
        await Expect(composer.Chips).ToContainTextAsync(["Petra Hoffmann"]);
        await composer.Field("subject").TapAsync();
        await composer.Chips.TapAsync();
        await composer.Window.Locator("[data-menu=recipient] [data-move=bcc]").TapAsync();
        await Expect(composer.Window.Locator("[data-recipients=bcc] .rc")).ToContainTextAsync(["Petra Hoffmann"]);
    }
}
