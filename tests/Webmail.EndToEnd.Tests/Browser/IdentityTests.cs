using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Who a message is from, how it begins and what it asks for: set up in the settings, seen by whoever receives it.</summary>
public sealed class IdentityTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string Signature = ".moz-signature";

    [Fact]
    public async Task The_address_and_the_signature_that_were_chosen_reach_the_other_person_once()
    {
        var (other, info) = (await OtherAsync(), User.Replace("@", "+info@", StringComparison.Ordinal));
        await PutAsync("Kunden", new Letter("Alt"));
        using var sender = await ElsewhereAsync();
        var mail = await SignedInAsync();
        await OpenSettingsAsync(mail, "identities");
        await mail.Page.Locator("[data-do=edit-identity]").ClickAsync();
        await FillAsync(mail.Page, "Martina Krüger", User, "Martina Krüger\nBau und Plan", sent: null);
        await mail.Page.Locator("[data-do=add-identity]").ClickAsync();
        await FillAsync(mail.Page, "Büro", info, "Das Büro", sent: "Kunden", replyTo: $"Zentrale <{User}>");
        await Expect(mail.Page.GetByTestId("identity")).ToHaveCountAsync(2);

        await mail.Page.GotoAsync("/mail");
        await mail.ReadyAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync(other, "Wer schreibt", "Guten Tag");
        var from = composer.Window.Locator("[data-field=from] select");
        await Expect(from).ToHaveValueAsync($"Martina Krüger <{User}>");
        await Expect(composer.Editor.Locator(Signature)).ToHaveTextAsync("Martina Krüger\nBau und Plan", new() { UseInnerText = true });
        await from.SelectOptionAsync($"Büro <{info}>");
        await Expect(composer.Editor.Locator(Signature)).ToHaveTextAsync("Das Büro");
        await composer.IsSavedAsync();
        // Reopened, it has one signature still, and the same address.
        await composer.Window.Locator("[data-do=close]").ClickAsync();
        await mail.Mailbox("Drafts").ClickAsync();
        await mail.RowOf("Wer schreibt").ClickAsync();
        await Expect(composer.Editor.Locator(Signature)).ToHaveTextAsync("Das Büro");
        await Expect(from).ToHaveValueAsync($"Büro <{info}>");
        await composer.SendNowAsync();

        using var receiver = await Elsewhere.ConnectAsync(Dovecot, other);
        await Elsewhere.UntilAsync(() => receiver.UidsAsync("INBOX"), uids => uids.Count == 1, "The other has it");
        using var received = await receiver.MessageAsync("INBOX", 1);
        Assert.Equal(("Büro", info), (received.From.Mailboxes.Single().Name, received.From.Mailboxes.Single().Address));
        Assert.Equal(User, received.ReplyTo.Mailboxes.Single().Address);
        // As it stands on the line: whoever joins flowed lines has to know the separator (RFC 3676 4.3), and MimeKit does not.
        Assert.Equal("Guten Tag\n\n-- \nDas Büro", received.BodyParts.OfType<MimeKit.TextPart>().First(part => part.IsPlain).Text.ReplaceLineEndings("\n").TrimEnd());
        Assert.Equal(2, received.HtmlBody!.Split("Das Büro").Length);
        await Elsewhere.UntilAsync(() => sender.SubjectsAsync("Kunden"), subjects => subjects.Contains("Wer schreibt"), "The copy lies in the mailbox of the address");
    }

    [Fact]
    public async Task An_answer_goes_from_the_address_that_was_written_to_with_its_signature_above_the_quote()
    {
        var info = User.Replace("@", "+info@", StringComparison.Ordinal);
        var mail = await SignedInAsync();
        await OpenSettingsAsync(mail, "identities");
        await mail.Page.Locator("[data-do=edit-identity]").ClickAsync();
        await FillAsync(mail.Page, "Martina", User, "Martina", sent: null);
        await mail.Page.Locator("[data-do=add-identity]").ClickAsync();
        await FillAsync(mail.Page, "Büro", info, "Das Büro", sent: null);
        await Expect(mail.Page.GetByTestId("identity")).ToHaveCountAsync(2);
        await PutAsync("INBOX", new Letter("Anfrage") { To = $"Das Büro <{info}>, Frau K. <{User}>, jonas@outside.test" });

        await mail.Page.GotoAsync("/mail");
        await mail.ReadyAsync();
        await mail.OpenAsync(1);
        await mail.Page.Keyboard.PressAsync("a");
        var composer = new ComposerPage(mail.Page);
        await Expect(composer.Window.Locator("[data-field=from] select")).ToHaveValueAsync($"Büro <{info}>");
        // Neither of the own addresses gets the answer.
        await Expect(composer.Chips).ToHaveTextAsync(["PHPetra Hoffmann", "Jjonas@outside.test"]);
        await Expect(composer.Editor.Locator($"{Signature} ~ blockquote")).ToContainTextAsync("anbei wie besprochen");
        await Expect(composer.Editor.Locator(Signature)).ToHaveTextAsync("Das Büro");
        // Without formatting and back, then another address: still one signature, the right one.
        await composer.Window.Locator("[data-do=plain]").ClickAsync();
        await composer.Window.Locator("textarea.cw-e").PressSequentiallyAsync("Kurz: ja.");
        await composer.Window.Locator("[data-do=plain]").ClickAsync();
        await Expect(composer.Editor).ToContainTextAsync("Kurz: ja.");
        await composer.Window.Locator("[data-field=from] select").SelectOptionAsync($"Martina <{User}>");
        await Expect(composer.Editor.Locator(Signature)).ToHaveTextAsync("Martina");
        await Expect(composer.Editor).Not.ToContainTextAsync("Das Büro");
    }

    [Fact]
    public async Task An_editor_that_was_clicked_before_it_stood_is_written_in_once_it_stands()
    {
        var mail = await SignedInAsync();
        await OpenSettingsAsync(mail, "identities");
        var asked = await HoldAsync(mail.Page, new Regex("/compose-rich[^/]*$"));
        await mail.Page.Locator("[data-do=edit-identity]").ClickAsync();
        var editor = mail.Page.GetByTestId("identity-form").GetByTestId("editor");
        var held = await asked;
        await Expect(editor).Not.ToBeEditableAsync();
        await editor.ClickAsync();
        await held.ContinueAsync();
        await Expect(editor).ToBeEditableAsync();
        await mail.Page.Keyboard.TypeAsync("Martina Krüger");
        await Expect(editor).ToHaveTextAsync("Martina Krüger");
    }

    [Fact]
    public async Task A_template_is_kept_and_filled_in()
    {
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync("", "Angebot für {{firstname}}", "Guten Tag {{recipient}}, Stand {{date}}.");
        await OptionAsync(composer, "keep-template");
        var dialog = composer.Window.Locator("[data-slot=keep-template]");
        await Expect(dialog.Locator("[name=name]")).ToHaveValueAsync("Angebot für {{firstname}}");
        await dialog.Locator("[name=name]").FillAsync("Angebot");
        await dialog.Locator("[type=submit]").ClickAsync();
        await Expect(mail.Toast).ToContainTextAsync("Saved as template");
        await composer.Window.Locator("[data-action=discard]").ClickAsync();
        await Expect(composer.Windows).ToHaveCountAsync(0);

        await composer.BeginAsync();
        await OptionAsync(composer, "templates");
        await composer.Window.Locator("[data-template]").PressAsync("Enter");
        await Expect(composer.Field("subject")).ToHaveValueAsync("Angebot für {{firstname}}");
        await Expect(composer.Editor).ToContainTextAsync("Guten Tag {{recipient}}, Stand ");
        await Expect(composer.Editor).Not.ToContainTextAsync("{{date}}");
        // Half of an address can be an address.
        await composer.Field("to").FillAsync("petra@outside.te");
        await Expect(composer.Editor).ToContainTextAsync("Guten Tag {{recipient}}, Stand ");
        await composer.Field("to").FillAsync("Hoffmann, Petra <petra@outside.test>");
        await composer.Field("to").PressAsync("Enter");
        await Expect(composer.Field("subject")).ToHaveValueAsync("Angebot für Petra");
        await Expect(composer.Editor).ToContainTextAsync("Guten Tag Petra Hoffmann, Stand ");

        await composer.IsSavedAsync();
        await OpenSettingsAsync(mail, "templates");
        var kept = mail.Page.GetByTestId("template");
        await Expect(kept).ToContainTextAsync("Angebot");
        await kept.GetByText("Edit").ClickAsync();
        await mail.Page.GetByTestId("template-form").Locator("[name=name]").FillAsync("Das Angebot");
        await mail.Page.GetByTestId("template-form").Locator(".end [type=submit]").ClickAsync();
        await Expect(kept).ToHaveAttributeAsync("data-name", "Das Angebot");
        await kept.GetByRole(AriaRole.Button, new() { Name = "Remove Das Angebot" }).ClickAsync();
        await Expect(kept).ToHaveCountAsync(0);
        await mail.UndoAsync();
        await Expect(kept).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task By_the_keyboard_a_message_goes_at_once_with_its_priority_and_its_delivery_is_reported()
    {
        var other = await OtherAsync();
        await UseOwnProgramAsync(new Dictionary<string, string>(Servers.WebmailSettings(Dovecot)) { ["Mail__Limits__UploadMegabytes"] = "1" });
        var mail = await SignedInAsync();
        await OpenSettingsAsync(mail, "writing");
        await mail.Page.GetByLabel("Undo sending").SelectOptionAsync("0");
        await Expect(mail.Toast).ToContainTextAsync("Saved");
        await mail.Page.GotoAsync("/mail");
        await mail.ReadyAsync();
        var uploads = 0;
        mail.Page.Request += (_, request) => uploads += request.Method == "POST" && request.Url.Contains("/upload", StringComparison.Ordinal) ? 1 : 0;
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync(other, "Eilig", "Gleich");
        // Refused in words before a byte of it is sent.
        await composer.Window.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "groß.bin", MimeType = "application/octet-stream", Buffer = new byte[(1024 * 1024) + 1] });
        await Expect(composer.Window.Locator(".up[data-state=failed]")).ToContainTextAsync("Larger than 1 MB");
        await composer.Window.Locator(".up [data-do=remove]").ClickAsync();
        Assert.Equal(0, uploads);

        var keys = mail.Page.Keyboard;
        var menu = composer.Window.Locator("[data-menu=options]");
        await composer.Window.Locator("[data-do=options]").FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(menu.Locator("[data-priority='1']")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(composer.Window.Locator("[data-slot=priority]")).ToHaveTextAsync("High priority");
        await keys.PressAsync("Enter");
        await Expect(menu.Locator("[data-option=asksForDelivery]")).ToBeVisibleAsync();
        await Expect(menu.Locator("[data-priority='1']")).ToBeFocusedAsync();
        await keys.PressAsync("End");
        await keys.PressAsync("ArrowUp");
        await keys.PressAsync("ArrowUp");
        await Expect(menu.Locator("[data-option=asksForDelivery]")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(menu).ToBeHiddenAsync();
        await composer.Window.Locator("[data-do=options]").FocusAsync();
        await keys.PressAsync("Enter");
        await keys.PressAsync("Escape");
        await Expect(menu).ToBeHiddenAsync();
        await Expect(composer.Window).ToHaveAttributeAsync("data-size", "docked");
        await keys.PressAsync("Control+Enter");
        await Expect(composer.Windows).ToHaveCountAsync(0);

        using var receiver = await Elsewhere.ConnectAsync(Dovecot, other);
        await Elsewhere.UntilAsync(() => receiver.UidsAsync("INBOX"), uids => uids.Count == 1, "The other has it");
        using var received = await receiver.MessageAsync("INBOX", 1);
        Assert.Equal((MimeKit.MessageImportance.High, MimeKit.XMessagePriority.Highest), (received.Importance, received.XPriority));
        using var sender = await ElsewhereAsync();
        await Elsewhere.UntilAsync(() => sender.UidsAsync("INBOX"), uids => uids.Count == 1, "The report has come");
        using var report = await sender.MessageAsync("INBOX", 1);
        var status = report.BodyParts.OfType<MimeKit.MessageDeliveryStatus>().Single();
        Assert.Equal(received.MessageId, status.StatusGroups[0]["Original-Envelope-Id"]);
    }

    private static async Task OpenSettingsAsync(MailPage mail, string section)
    {
        await mail.Page.GotoAsync($"/settings/{section}");
        await mail.ReadyAsync();
    }

    private static async Task FillAsync(IPage page, string name, string address, string signature, string? sent, string replyTo = "")
    {
        var form = page.GetByTestId("identity-form");
        await form.Locator("[name=name]").FillAsync(name);
        await form.Locator("[name=address][autocomplete=email]").FillAsync(address);
        await form.Locator("[name=replyTo]").FillAsync(replyTo);
        if (sent is not null)
            await form.Locator("[name=sent]").SelectOptionAsync(sent);
        await Expect(form.GetByTestId("editor")).ToBeEditableAsync();
        await form.GetByTestId("editor").ClickAsync();
        await page.Keyboard.TypeAsync(signature);
        await form.Locator(".end [type=submit]").ClickAsync();
        await Expect(form).ToHaveCountAsync(0);
    }

    private static async Task OptionAsync(ComposerPage composer, string name)
    {
        await Expect(composer.Editor).ToBeEditableAsync();
        await composer.Window.Locator("[data-do=options]").ClickAsync();
        await composer.Window.Locator($"[data-menu=options] [data-do={name}]").ClickAsync();
    }

    private async Task<string> OtherAsync()
    {
        Assert.SkipUnless(Servers.Submission is not null, "Postfix needs root.");
        var other = $"other-{Guid.NewGuid():N}@example.test";
        await Servers.AddUserAsync(other, "secret");
        return other;
    }
}
