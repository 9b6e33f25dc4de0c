using System.Text.RegularExpressions;
using Webmail.MailServers;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>What is said about who wrote a message, and the way out of lists.</summary>
public sealed class SenderTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private static Dictionary<string, string> Results(string results) => new() { ["Authentication-Results"] = $"{PrivateMailServers.AuthenticationServer}; {results}" };

    [Fact]
    public async Task A_sender_is_confirmed_or_exposed_and_a_list_is_left()
    {
        Assert.SkipUnless(Servers.Submission is not null, "Postfix needs root.");
        // What a click on a link that is off says.
        ExpectedInConsole = new Regex("Blocked opening .* in a new window");
        var list = $"leave-{Guid.NewGuid():N}@example.test";
        await Servers.AddUserAsync(list, "secret");
        await PutAsync(
            "INBOX",
            new Letter("Rundbrief") { From = "Gartenpost <news@shop.example>", Fields = new Dictionary<string, string>(Results("dkim=pass header.d=shop.example; dmarc=pass header.from=shop.example")) { ["List-Unsubscribe"] = $"<mailto:{list}?subject=leave>" } },
            new Letter("Handeln Sie") { From = "IT <service@exarnple.test>", Html = "<p><a href=\"https://evil.example/\">www.example.test</a></p>", Fields = Results("dmarc=none") });
        var mail = await SignedInAsync();
        var seal = mail.Reader.Locator("[data-testid=sender-seal]:visible");
        var details = mail.Reader.Locator("[data-testid=sender-details]:visible");
        var alarm = mail.Reader.Locator("[data-testid=sender-alarm]:visible");

        await mail.OpenAsync(1);
        await Expect(seal).ToHaveAttributeAsync("data-level", "Proven");
        await seal.FocusAsync();
        await mail.Page.Keyboard.PressAsync("Enter");
        await Expect(details).ToContainTextAsync("shop.example has confirmed that this message comes from there.");
        await AccessibilityTests.CheckAsync(mail.Page, "the details of a sender");
        await mail.Page.Keyboard.PressAsync("Escape");
        await Expect(details).ToHaveCountAsync(0);
        await mail.Reader.Locator("[data-testid=unsubscribe-bar] button:visible").First.ClickAsync();
        var dialog = mail.Reader.Locator("[data-testid=unsubscribe-dialog]:visible");
        await Expect(dialog).ToContainTextAsync(list);
        await AccessibilityTests.CheckAsync(mail.Page, "a list is about to be left");
        await dialog.Locator("[type=submit]").ClickAsync();
        await Expect(mail.Toast).ToContainTextAsync("on its way");
        using var receiver = await Elsewhere.ConnectAsync(Dovecot, list);
        await Elsewhere.UntilAsync(() => receiver.SubjectsAsync("INBOX"), subjects => subjects.SequenceEqual(["leave"]), "The list has the letter");

        await mail.OpenAsync(2);
        await Expect(seal).ToHaveAttributeAsync("data-level", "Failed");
        await Expect(alarm).ToContainTextAsync("This message pretends to be from example.test");
        await Expect(mail.Reader.Locator("[data-testid=first-contact]:visible")).ToBeVisibleAsync();
        await AccessibilityTests.CheckAsync(mail.Page, "a sender is exposed");
        await mail.Body.Locator("a").ClickAsync();
        await alarm.Locator("[data-trust-do=ask]").ClickAsync();
        await Expect(alarm.Locator("dialog")).ToContainTextAsync("service@exarnple.test");
        Assert.Single(mail.Page.Context.Pages);
        await alarm.Locator("dialog [type=submit]").ClickAsync();
        await Expect(alarm).ToHaveCountAsync(0);
        await Expect(mail.Reader.Locator("iframe:visible")).ToHaveAttributeAsync("sandbox", "allow-popups allow-popups-to-escape-sandbox");
        await mail.Page.ReloadAsync();
        await mail.IsOpenAsync(2);
        await Expect(alarm).ToHaveCountAsync(0);
        await mail.Page.GotoAsync("/settings/reading");
        await mail.ReadyAsync();
        await mail.Page.GetByTestId("known-senders").GetByRole(Microsoft.Playwright.AriaRole.Button).ClickAsync();
        await Expect(mail.Page.GetByTestId("known-senders")).ToHaveCountAsync(0);
    }
}
