using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>To, Cc and Bcc: what is typed and pasted into them, and what moves between them.</summary>
public sealed class RecipientTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Recipients_are_read_as_they_are_pasted_and_move_by_drag_keyboard_and_menu()
    {
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        var (to, cc, bcc) = (Chips("to"), Chips("cc"), Chips("bcc"));
        await composer.WriteAsync("jörg@bücher.test", "Empfänger", "Text");
        await PasteAsync("\"Weber, Jonas\" <jonas@outside.test>; Team: anna@outside.test, Petra <petra@outside.test>;\nkaputt@, 用户@例子.测试");
        await Expect(to).ToHaveCountAsync(6);
        await Expect(to.Nth(1)).ToHaveAttributeAsync("title", "\"Weber, Jonas\" <jonas@outside.test>");
        await Expect(composer.Window.Locator("[data-recipients=to] .rc.e")).ToHaveTextAsync("Kkaputt@");
        await to.Nth(4).FocusAsync();
        await mail.Page.Keyboard.PressAsync("Delete");
        // Behind what was typed, line by line, as a table gives them.
        await composer.Field("to").FillAsync("ma");
        await PasteAsync("ria@outside.test\r\nnora@outside.test");
        await Expect(to).ToHaveCountAsync(7);
        await Expect(to.Nth(5)).ToHaveTextAsync("Mmaria@outside.test");
        await mail.Page.Keyboard.PressAsync("Backspace");
        await mail.Page.Keyboard.PressAsync("Delete");
        await mail.Page.Keyboard.PressAsync("Delete");
        await Expect(to).ToHaveCountAsync(5);

        // While a chip is dragged, every field can be reached.
        await Expect(cc).ToHaveCountAsync(0);
        await Expect(composer.Window.Locator("[data-recipients=cc]")).ToBeHiddenAsync();
        await to.Nth(1).HoverAsync();
        await mail.Page.Mouse.DownAsync();
        await mail.Page.Mouse.MoveAsync(0, 0, new() { Steps = 4 });
        await Expect(composer.Window.Locator("[data-recipients=cc]")).ToBeVisibleAsync();
        await composer.Window.Locator("[data-recipients=cc] input").HoverAsync();
        await mail.Page.Mouse.UpAsync();
        await Expect(cc).ToHaveTextAsync(["WJWeber, Jonas"]);
        await Expect(to).ToHaveCountAsync(4);

        await to.Nth(1).FocusAsync();
        await mail.Page.Keyboard.PressAsync("Alt+ArrowDown");
        await Expect(cc).ToHaveCountAsync(2);
        await Expect(cc.Last).ToBeFocusedAsync();
        await mail.Page.Keyboard.PressAsync("Alt+ArrowDown");
        await Expect(bcc).ToHaveTextAsync(["Aanna@outside.test"]);
        await Expect(bcc.First).ToBeFocusedAsync();

        await to.Nth(1).ClickAsync(new() { Button = MouseButton.Right });
        await mail.Page.Locator(".cw [data-menu=recipient] [data-move=cc]").ClickAsync();
        await Expect(cc).ToHaveTextAsync(["WJWeber, Jonas", "PPetra"]);
        // Who gets the message stays in sight.
        await composer.Window.Locator("[data-do=copies]").ClickAsync();
        await Expect(cc.First).ToBeVisibleAsync();
        await composer.IsSavedAsync();
        using var server = await ElsewhereAsync();
        await Elsewhere.UntilAsync(
            async () =>
            {
                using var saved = await server.MessageAsync("Drafts", (await server.UidsAsync("Drafts"))[^1]);
                return string.Join(' ', saved.To.Mailboxes.Select(one => one.Address)) + " | " + string.Join(' ', saved.Cc.Mailboxes.Select(one => one.Address)) + " | " + string.Join(' ', saved.Bcc.Mailboxes.Select(one => one.Address));
            },
            who => who == "jörg@bücher.test 用户@例子.测试 | jonas@outside.test petra@outside.test | anna@outside.test", "The recipients where they were put");

        ILocator Chips(string field) => composer.Window.Locator($"[data-recipients={field}] .rc");

        async Task PasteAsync(string text) => await composer.Field("to").EvaluateAsync(
            "(field, text) => { const data = new DataTransfer(); data.setData('text/plain', text); field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }", text);
    }

    [Fact]
    public async Task More_than_twenty_in_To_and_recipients_outside_are_pointed_out()
    {
        await UseOwnProgramAsync(new Dictionary<string, string>(Servers.WebmailSettings(Dovecot)) { ["Mail__Recipients__HintOutside"] = "true" });
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        var hint = composer.Window.Locator(".cw-hint");
        await composer.WriteAsync("anna@example.test", "Viele", "Text");
        await Expect(hint).ToBeHiddenAsync();
        await composer.Field("to").FillAsync("bert@bücher.test,");
        await composer.Field("to").PressAsync("Enter");
        await Expect(hint).ToContainTextAsync("Outside your organisation: bert@bücher.test");
        await Expect(composer.Window.Locator(".rc.o")).ToHaveAttributeAsync("aria-label", "bert@bücher.test, outside your organisation");
        await composer.Field("to").FillAsync(string.Join(", ", Enumerable.Range(1, 19).Select(n => $"p{n}@example.test")));
        await composer.Field("to").PressAsync("Enter");
        await Expect(hint).ToContainTextAsync("21 people");
        await hint.GetByText("Move to Bcc").ClickAsync();
        await Expect(composer.Window.Locator("[data-recipients=to] .rc")).ToHaveCountAsync(0);
        await Expect(composer.Window.Locator("[data-recipients=bcc] .rc")).ToHaveCountAsync(21);
        await Expect(hint).Not.ToContainTextAsync("people");
    }

    [Fact]
    public async Task Two_tabs_on_one_draft_notice_each_other()
    {
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync("petra@outside.test", "Zweimal", "Im ersten Fenster");
        await composer.IsSavedAsync();
        var second = await NewTabAsync(mail.Page.Context);
        await second.Page.GotoAsync("/mail/Drafts");
        await second.ReadyAsync();
        await second.RowOf("Zweimal").ClickAsync();
        var other = new ComposerPage(second.Page);
        await Expect(other.Note).ToContainTextAsync("open in another tab");
        await Expect(composer.Note).ToContainTextAsync("open in another tab");
        await Expect(other.Editor).ToContainTextAsync("Im ersten Fenster");
        // When the first tab is done with it, the second may have it.
        await composer.Window.Locator("[data-do=close]").ClickAsync();
        await Expect(composer.Windows).ToHaveCountAsync(0);
        await other.Window.Locator("[data-do=close]").ClickAsync();
        await second.RowOf("Zweimal").ClickAsync();
        await Expect(other.Editor).ToContainTextAsync("Im ersten Fenster");
        await Expect(other.Note).ToBeHiddenAsync();
    }
}
