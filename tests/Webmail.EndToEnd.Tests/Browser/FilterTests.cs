using Microsoft.Playwright;
using Webmail.EndToEnd.Tests.Sieve;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Rules, as a person puts them together, and what becomes of mail.</summary>
public sealed class FilterTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData("en-GB", 1440, ColorScheme.Light, "If the subject contains “Angebot” or “Rechnung” and the message has no attachment, move it to Kunden and flag it.")]
    [InlineData("de-DE", 390, ColorScheme.Dark, "Wenn der Betreff „Angebot“ oder „Rechnung“ enthält und die Nachricht keinen Anhang hat, dann verschiebe sie nach Kunden und markiere sie.")]
    public async Task A_rule_files_the_next_message_while_the_list_shows_it(string language, int width, ColorScheme colours, string sentence)
    {
        var kunden = Dovecot.MailboxName("Kunden");
        await PutAsync("Kunden", new Letter("Alt"));
        var mail = await SignedInAsync(options => (options.Locale, options.ColorScheme, options.ViewportSize) = (language, colours, new() { Width = width, Height = 844 }));
        await mail.Page.GotoAsync($"/mail/{Uri.EscapeDataString(kunden)}");
        await Expect(mail.Rows).ToHaveCountAsync(1);

        var rules = await NewTabAsync(mail.Page.Context);
        var page = rules.Page;
        await page.GotoAsync("/filters");
        await rules.ReadyAsync();
        await page.Locator("[data-action=add-rule]").ClickAsync();
        await Expect(page.GetByTestId("rule-name")).ToBeFocusedAsync();
        await page.GetByTestId("rule-name").FillAsync("Kundschaft");
        await page.Locator("[data-action=save-rules]").ClickAsync();
        await Expect(page.GetByTestId("rule-problems").Locator("p")).ToHaveCountAsync(2);

        var subject = page.GetByTestId("rule-test").Nth(0);
        foreach (var word in new[] { "Angebot", "Rechnung" })
        {
            await subject.Locator("[data-words]").FillAsync(word);
            await subject.Locator("[data-words]").PressAsync("Enter");
            await Expect(subject.Locator(".chip").GetByText(word)).ToBeVisibleAsync();
        }

        await page.Locator("[data-do=add-test]").ClickAsync();
        var attachment = page.GetByTestId("rule-test").Nth(1);
        await attachment.Locator("select").Nth(0).SelectOptionAsync("Attachment");
        await attachment.Locator("select").Nth(1).SelectOptionAsync("no");
        await page.GetByTestId("rule-mailbox").SelectOptionAsync(kunden);
        await page.Locator("[data-do=add-action]").ClickAsync();
        await page.GetByTestId("rule-action").Nth(1).Locator("select").Nth(0).SelectOptionAsync("Flag");
        await Expect(page.GetByTestId("rule-sentence")).ToHaveTextAsync(sentence);
        await Expect(page.GetByTestId("rule-problems")).ToHaveCountAsync(0);
        await AccessibilityTests.CheckAsync(page, "a rule");
        await page.Locator("[data-action=save-rules]").ClickAsync();
        await Expect(rules.Toast).ToBeVisibleAsync();

        using (var letter = new Letter("Ihr Angebot vom Montag").ToMessage())
            await Dovecot.DeliverAsync(User, letter, "petra.hoffmann@outside.test", Cancelled);
        await Expect(mail.RowOf("Ihr Angebot vom Montag")).ToHaveAttributeAsync("data-flagged", "true");
    }

    [Fact]
    public async Task Rules_are_put_in_order_switched_and_brought_back_and_nothing_is_left_by_a_slip()
    {
        await using (var account = await FilterAccount.OpenAsync(Dovecot, User, Servers.Certificate.File))
        {
            await account.PutAsync("require [\"fileinto\"];\r\n# webmail:filter \"eins\"\r\nif header :contains \"Subject\" \"a\" { keep; }\r\n"
                + "# webmail:filter \"zwei\"\r\nif header :contains \"Subject\" \"b\" { stop; }\r\nif true { keep; } else { stop; }\r\n");
        }

        var rules = await SignedInAsync();
        var page = rules.Page;
        await page.GotoAsync("/filters");
        await rules.ReadyAsync();
        var items = page.GetByTestId("filter-rule");
        await Expect(items).ToHaveCountAsync(3);
        await items.Nth(1).Locator(".open").FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await Expect(items.Nth(0)).ToHaveAttributeAsync("data-name", "zwei");
        await Expect(items.Nth(0).Locator(".open")).ToBeFocusedAsync();
        await items.Nth(2).Locator(".drag").DragToAsync(items.Nth(0), new() { TargetPosition = new() { X = 100, Y = 4 } });
        await Expect(items.Nth(0)).ToHaveAttributeAsync("data-name", "Own script");
        await items.Nth(0).Locator(".open").ClickAsync();
        await Expect(page.Locator("pre").First).ToContainTextAsync("else { stop; }");
        await items.Nth(1).GetByRole(AriaRole.Switch).UncheckAsync();
        await Expect(items.Nth(1)).ToContainTextAsync("Switched off");
        await Expect(rules.Toast).ToContainTextAsync("“zwei” switched off");
        await rules.Toast.Locator("[data-action=undo]").ClickAsync();
        await Expect(items.Nth(1).GetByRole(AriaRole.Switch)).ToBeCheckedAsync();

        await items.Nth(1).Locator(".open").ClickAsync();
        await page.GetByTestId("rule-stop").UncheckAsync();
        await items.Nth(2).Locator(".open").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.GetByTestId("rule-name")).ToHaveValueAsync("zwei");
        await page.Locator("[data-do=cancel-rule]").ClickAsync();
        await page.GetByTestId("dialog-ok").ClickAsync();
        await Expect(page.GetByTestId("rule-name")).ToHaveCountAsync(0);

        await page.Locator("[data-do=versions]").ClickAsync();
        await page.GetByTestId("script-version").Last.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByTestId("script-difference")).ToContainTextAsync("zwei");
        await AccessibilityTests.CheckAsync(page, "earlier versions");
        await page.Locator("[data-do=bring-back]").ClickAsync();
        await Expect(items.Nth(0)).ToHaveAttributeAsync("data-name", "eins");
        await Expect(rules.Toast).ToContainTextAsync("Earlier version is back");
    }
}
