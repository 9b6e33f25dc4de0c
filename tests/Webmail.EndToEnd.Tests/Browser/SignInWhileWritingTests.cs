using System.Text.RegularExpressions;
using MailKit.Search;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Sign-ins that end while a person writes: nothing of it is lost.</summary>
public sealed class SignInWhileWritingTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_password_that_is_not_taken_any_more_is_asked_for_and_the_text_goes_on()
    {
        ExpectedInLog = new Regex("connection|mail server|Sign-in|reconnect", RegexOptions.IgnoreCase);
        ExpectedInConsole = new Regex("Failed to load resource");
        await UseOwnServersAsync();
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync("petra@outside.test", "Neues Passwort", "Vorher.");
        await composer.IsSavedAsync();
        await Servers.ChangePasswordAsync(User, "another");
        await Dovecot.KillAsync(Cancelled);
        await Dovecot.StartAsync(Cancelled);
        await composer.TypeAsync(" Nachher.");
        var prompt = mail.Page.GetByTestId("renew");
        await Expect(prompt).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await prompt.Locator("input[name=password]").FillAsync("another");
        await prompt.Locator("button[type=submit]").ClickAsync();
        await Expect(prompt).Not.ToBeVisibleAsync();
        await Expect(composer.Editor).ToContainTextAsync("Vorher. Nachher.");
        using var server = await ElsewhereAsync();
        await Elsewhere.UntilAsync(() => server.UidsAsync("Drafts", SearchQuery.BodyContains("Nachher.")), uids => uids.Count == 1, "It is saved");
        await Elsewhere.UntilAsync(() => server.UidsAsync("Drafts"), uids => uids.Count == 1, "The older copy goes");
    }

    [Fact]
    public async Task Who_was_signed_out_signs_in_again_and_goes_on_writing()
    {
        ExpectedInConsole = new Regex("Failed to load resource|401");
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync("petra@outside.test", "Abgemeldet", "Vorher.");
        await composer.IsSavedAsync();
        await mail.Page.Context.ClearCookiesAsync();
        await composer.TypeAsync(" Nachher.");
        await Expect(composer.State).ToHaveAttributeAsync("data-state", "failed");
        await Expect(composer.Note).ToContainTextAsync("signed out");
        await composer.Note.GetByText("Sign in").ClickAsync();
        await mail.SubmitSignInAsync(User, "secret");
        await mail.ReadyAsync();
        await Expect(composer.Editor).ToContainTextAsync("Vorher. Nachher.");
        await composer.IsSavedAsync();
        using var server = await ElsewhereAsync();
        await Elsewhere.UntilAsync(() => server.UidsAsync("Drafts"), uids => uids.Count == 1, "One draft");
    }
}
