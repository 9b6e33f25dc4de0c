using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Writing and sending, as a person does it: page, program, Dovecot and Postfix.</summary>
public sealed class ComposeTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Sending_can_be_taken_back_by_a_key_and_nothing_goes_out()
    {
        var other = await OtherAsync();
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync(other, "Zu früh", "Das war noch nicht fertig");
        await composer.SendAsync();
        await Expect(composer.Windows).ToHaveCountAsync(0);
        await mail.Page.Keyboard.PressAsync("z");
        await Expect(composer.Editor).ToContainTextAsync("Das war noch nicht fertig");
        await Expect(composer.Field("subject")).ToHaveValueAsync("Zu früh");
        await Expect(composer.Chips).ToHaveCountAsync(1);
        await Expect(mail.Page.Locator("#outbox li")).ToHaveCountAsync(0);
        await composer.IsSavedAsync();
        using var sender = await ElsewhereAsync();
        Assert.Empty(await sender.UidsAsync("Sent"));
        using var receiver = await Elsewhere.ConnectAsync(Dovecot, other);
        Assert.Empty(await receiver.UidsAsync("INBOX"));
    }

    [Fact]
    public async Task A_page_that_is_loaded_anew_in_the_middle_of_a_sentence_gives_it_back()
    {
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync("petra@outside.test", "Mitten im", "Ein halber Sa");
        await mail.Page.ReloadAsync();
        await Expect(composer.Editor).ToContainTextAsync("Ein halber Sa");
        await Expect(composer.Field("subject")).ToHaveValueAsync("Mitten im");
        await Expect(composer.Chips).ToHaveCountAsync(1);
        await composer.TypeAsync("tz");
        await composer.IsSavedAsync();
        using var server = await ElsewhereAsync();
        Assert.Equal(["Mitten im"], await server.SubjectsAsync("Drafts"));
    }

    [Fact]
    public async Task A_draft_is_one_on_the_server_and_goes_on_from_the_list()
    {
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync("petra@outside.test", "Entwurf", "Erster Absatz.");
        await composer.IsSavedAsync();
        using var server = await ElsewhereAsync();
        var first = Assert.Single(await server.UidsAsync("Drafts"));
        await composer.TypeAsync(" Zweiter.");
        await Elsewhere.UntilAsync(() => server.UidsAsync("Drafts"), uids => uids.Count == 1 && uids[0] > first, "The newer copy alone");
        await composer.IsSavedAsync();
        await composer.Window.Locator("[data-do=close]").ClickAsync();
        await Expect(composer.Windows).ToHaveCountAsync(0);
        await mail.Mailbox("Drafts").ClickAsync();
        await mail.RowOf("Entwurf").ClickAsync();
        await Expect(composer.Editor).ToContainTextAsync("Erster Absatz.");
        await Expect(composer.Editor).ToContainTextAsync("Zweiter.");
        await Expect(composer.Chips).ToHaveCountAsync(1);
        await composer.Window.Locator("[data-action=discard]").ClickAsync();
        await mail.Page.Locator("[data-testid=toast] [data-action=undo]").ClickAsync();
        await Expect(composer.Editor).ToContainTextAsync("Zweiter.");
    }

    [Fact]
    public async Task Without_a_connection_the_text_stays_and_is_saved_when_it_is_back()
    {
        ExpectedInConsole = new("ERR_INTERNET_DISCONNECTED|WebSocket|Connection disconnected");
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync("petra@outside.test", "Im Tunnel", "Vor dem Tunnel.");
        await composer.IsSavedAsync();
        await mail.Page.Context.SetOfflineAsync(true);
        await composer.TypeAsync(" Darin.");
        await Expect(composer.State).ToHaveAttributeAsync("data-state", "failed");
        await Expect(composer.State).ToContainTextAsync("kept in this browser");
        await mail.Page.Context.SetOfflineAsync(false);
        await composer.IsSavedAsync();
    }

    [Fact]
    public async Task Slips_are_asked_about_before_anything_goes_out()
    {
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync("kaputt", "", "Der Plan ist im Anhang.");
        var send = composer.Window.Locator("[data-action=send]");
        await send.ClickAsync();
        await Expect(composer.Note).ToContainTextAsync("kaputt");
        await composer.Field("to").FocusAsync();
        await mail.Page.Keyboard.PressAsync("Backspace");
        await mail.Page.Keyboard.PressAsync("Backspace");
        await Expect(composer.Chips).ToHaveCountAsync(0);
        await send.ClickAsync();
        await Expect(composer.Note).ToContainTextAsync("recipient");
        // Pasted as other programs write them: a comma in a name, a group, one address to a line.
        await composer.Field("to").EvaluateAsync(
            "(field, text) => { const data = new DataTransfer(); data.setData('text/plain', text); field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }",
            "\"Weber, Jonas\" <jonas@outside.test>; Team: " + string.Join(", ", Enumerable.Range(1, 15).Select(n => $"p{n}@outside.test")) + ";");
        await Expect(composer.Chips).ToHaveCountAsync(16);
        await send.ClickAsync();
        await Expect(composer.Note).ToContainTextAsync("subject is empty");
        await composer.Note.GetByText("Send anyway").ClickAsync();
        await Expect(composer.Note).ToContainTextAsync("no file is attached");
        await composer.Note.GetByText("Send anyway").ClickAsync();
        await Expect(composer.Note).ToContainTextAsync("16 people");
        await composer.Note.GetByText("Move to Bcc").ClickAsync();
        await Expect(composer.Window.Locator("[data-recipients=to] .rc")).ToHaveCountAsync(0);
        await Expect(composer.Window.Locator("[data-recipients=bcc]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_address_opens_a_composer_with_what_it_says()
    {
        var mail = await SignedInAsync();
        await mail.Page.GotoAsync("/compose?to=petra%40outside.test&cc=jonas%40outside.test&subject=Termin&body=Guten%20Tag%0A%3Cb%3Enicht%20fett");
        var composer = new ComposerPage(mail.Page);
        await Expect(composer.Chips).ToHaveCountAsync(2);
        await Expect(composer.Field("subject")).ToHaveValueAsync("Termin");
        await Expect(composer.Editor).ToContainTextAsync("<b>nicht fett");
        await Expect(composer.Window).ToHaveAttributeAsync("data-size", "full");
        Assert.Equal("/mail", new Uri(mail.Page.Url).AbsolutePath);

        // By a link of somebody else, with what nobody sees and no header may hold, and as long as letters are.
        var body = string.Concat(Enumerable.Repeat("Zeile%20um%20Zeile%0D%0A", 1_000));
        await composer.Window.Locator("[data-action=discard]").ClickAsync();
        await Expect(composer.Windows).ToHaveCountAsync(0);
        await mail.Page.GotoAsync($"/compose?mailto={Uri.EscapeDataString($"mailto:a%40outside.test%0D%0ABcc:b%40outside.test?subject=Eins%0D%0AX-Evil:%20yes%00%1B&body=%00Anfang%0D%0A{body}")}");
        await Expect(composer.Field("subject")).ToHaveValueAsync("Eins X-Evil: yes");
        await Expect(composer.Window.Locator(".rc.e")).ToHaveCountAsync(1);
        await Expect(composer.Window.Locator("[data-recipients=bcc]")).ToBeHiddenAsync();
        await Expect(composer.Editor.Locator("div").First).ToHaveTextAsync("Anfang");
        await Expect(composer.Editor).ToContainTextAsync("Zeile um Zeile");
        await composer.IsSavedAsync();
    }

    [Fact]
    public async Task A_message_is_written_and_sent_by_the_keyboard_alone()
    {
        var other = await OtherAsync();
        await SeedAsync(2);
        var mail = await SignedInAsync();
        var keys = mail.Page.Keyboard;
        await mail.List.FocusAsync();
        await keys.PressAsync("c");
        var composer = new ComposerPage(mail.Page);
        await Expect(composer.Field("to")).ToBeFocusedAsync();
        await keys.TypeAsync($"falsch@outside.test, {other},");
        await Expect(composer.Chips).ToHaveCountAsync(2);
        await keys.PressAsync("ArrowLeft");
        await keys.PressAsync("ArrowLeft");
        await keys.PressAsync("Delete");
        await Expect(composer.Chips).ToHaveCountAsync(1);
        await composer.Field("subject").FocusAsync();
        await keys.TypeAsync("Tasten");
        await keys.PressAsync("Tab");
        await Expect(composer.Editor).ToBeFocusedAsync();
        await keys.TypeAsync("Ohne Maus: e# archiviert nichts.");
        await keys.PressAsync("Escape");
        await Expect(composer.Window).ToHaveAttributeAsync("data-size", "min");
        await composer.Window.Locator("[data-do=restore]").FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(composer.Editor).ToBeFocusedAsync();
        await keys.PressAsync("Control+Enter");
        await Expect(mail.Page.Locator("[data-testid=toast] [data-action=undo]")).ToBeVisibleAsync();
        await mail.HasTotalAsync(2);
        await Expect(mail.List).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Who_is_quicker_than_the_page_loses_neither_a_click_nor_a_letter()
    {
        await SeedAsync(2);
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        var (module, account) = (await HoldAsync(mail.Page, new Regex("/js/compose\\.[^/]*$")), await HoldAsync(mail.Page, new Regex("/compose/account$")));
        await mail.Page.GotoAsync("/mail/INBOX/2");
        await mail.IsOpenAsync(2);
        await mail.Action("reply").ClickAsync();
        await (await module).ContinueAsync();
        var held = await account;
        await Expect(composer.Editor).Not.ToBeEditableAsync();
        await composer.Field("to").PressSequentiallyAsync("anna@outside.test");
        await composer.Editor.ClickAsync();
        await held.ContinueAsync();
        await Expect(composer.Field("subject")).ToHaveValueAsync(new Regex("^Re: "));
        await Expect(composer.Field("to")).ToHaveValueAsync("anna@outside.test");
        await Expect(composer.Editor).ToBeEditableAsync();
        await Expect(composer.Editor).ToBeFocusedAsync();
        await mail.Page.Keyboard.TypeAsync("Gern.");
        await Expect(composer.Editor.Locator("div").First).ToHaveTextAsync("Gern.");
        await composer.IsSavedAsync();
        using var server = await ElsewhereAsync();
        using var saved = await server.MessageAsync("Drafts", Assert.Single(await server.UidsAsync("Drafts")));
        Assert.Contains("anna@outside.test", saved.To.Mailboxes.Select(one => one.Address));
    }

    private async Task<string> OtherAsync()
    {
        Assert.SkipUnless(Servers.Submission is not null, "Postfix needs root.");
        var other = $"other-{Guid.NewGuid():N}@example.test";
        await Servers.AddUserAsync(other, "secret");
        return other;
    }
}
