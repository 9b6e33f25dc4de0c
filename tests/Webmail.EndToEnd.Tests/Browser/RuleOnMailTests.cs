using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Rules and the mail and folders that are there.</summary>
public sealed class RuleOnMailTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_rule_is_begun_from_a_message_tried_applied_taken_back_and_goes_along_with_its_folder()
    {
        await PutAsync("Kunden", new Letter("Alt"));
        await PutAsync("INBOX", new Letter("Re: Angebot") { From = "Anna <anna@outside.test>" }, new Letter("Rechnung") { From = "Anna <anna@outside.test>" }, new Letter("Angebot") { From = "Bob <bob@outside.test>" });
        using var server = await ElsewhereAsync();
        var mail = await SignedInAsync();
        var page = mail.Page;
        await mail.Row(1).ClickAsync(new() { Button = MouseButton.Right });
        await page.Locator("[data-action=filter-like]").ClickAsync();

        // By its sender first; nothing of the message is in the address.
        var trial = page.GetByTestId("rule-trial");
        await Expect(trial).ToContainTextAsync("Matches 2 of the last 3 messages");
        await Expect(page).ToHaveURLAsync($"{Webmail.Address.GetLeftPart(UriPartial.Authority)}/filters");
        await page.GetByTestId("like-this").Locator("[data-kind=Subject]").ClickAsync();
        await Expect(page.GetByTestId("rule-sentence")).ToContainTextAsync("“Angebot”");
        await page.Locator("[data-do=show-hits]").ClickAsync();
        await Expect(page.GetByTestId("trial-hits").Locator("li")).ToContainTextAsync(["Bob", "Anna"]);
        await page.GetByTestId("rule-name").FillAsync("Angebote");
        await page.GetByTestId("rule-mailbox").SelectOptionAsync("Kunden");
        await AccessibilityTests.CheckAsync(page, "the trial of a rule");

        await page.Locator("[data-do=apply-rule]").ClickAsync();
        await Expect(page.GetByTestId("apply-steps")).ToHaveTextAsync("Move to “Kunden”");
        await page.Locator("[data-scope=all]").CheckAsync();
        await Expect(page.GetByText("All 2 matching messages among 3 in “Inbox”")).ToBeVisibleAsync();
        await AccessibilityTests.CheckAsync(page, "applying a rule");
        await page.GetByTestId("dialog-ok").ClickAsync();
        await Expect(mail.Toast).ToContainTextAsync("Rule applied to 2 messages");
        await mail.LookAtToastAsync();
        Assert.Equal(3, (await server.UidsAsync("Kunden")).Count);
        await Expect(trial).ToContainTextAsync("Matches 0 of the last 1 messages");
        await mail.UndoAsync();
        await Expect(mail.Toast).ToContainTextAsync("The rule was taken back");
        Assert.Equal(["Angebot", "Re: Angebot", "Rechnung"], (await server.SubjectsAsync("INBOX")).Order());
        await page.Locator("[data-action=save-rules]").ClickAsync();
        await Expect(page.GetByTestId("filter-rule")).ToHaveAttributeAsync("data-name", "Angebote");

        // The folder is renamed, and the rule with it; it goes, and the rule is marked.
        await page.GotoAsync("/mail");
        await mail.ReadyAsync();
        await mail.Mailbox("Kunden").ClickAsync(new() { Button = MouseButton.Right });
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Rename" }).ClickAsync();
        await page.Locator(".dlg-form input").FillAsync("Kundschaft");
        await page.GetByTestId("dialog-ok").ClickAsync();
        await Expect(mail.Toast).ToContainTextAsync("1 rule changed with it");
        await mail.Mailbox("Kundschaft").ClickAsync(new() { Button = MouseButton.Right });
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByTestId("rules-hint")).ToContainTextAsync("The rule “Angebote” files messages into it.");
        await page.GetByTestId("dialog-ok").ClickAsync();
        await Expect(mail.Mailbox("Kundschaft")).ToHaveCountAsync(0);
        await page.GotoAsync("/filters");
        await mail.ReadyAsync();
        await Expect(page.GetByTestId("gone-mark")).ToContainTextAsync("Folder “Kundschaft” doesn’t exist");
        await page.GetByTestId("filter-rule").Locator(".open").ClickAsync();
        await page.Locator("[data-do=make-mailbox]").ClickAsync();
        await Expect(page.GetByTestId("gone-mark")).ToHaveCountAsync(0);
    }
}
