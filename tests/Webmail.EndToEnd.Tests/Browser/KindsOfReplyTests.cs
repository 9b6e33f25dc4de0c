using Microsoft.Playwright;
using MimeKit;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>What a message can be answered by or sent on as, from the menus of list and reader.</summary>
public sealed class KindsOfReplyTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_message_is_sent_on_as_it_is_and_marked()
    {
        Assert.SkipUnless(Servers.Submission is not null, "Postfix needs root.");
        var other = $"other-{Guid.NewGuid():N}@example.test";
        await Servers.AddUserAsync(other, "secret");
        await PutAsync("INBOX", new Letter("Weitergabe") { Text = "Zeile eins  \n\n" + new string('x', 900) + "\n.\n", Html = "<p>Für <b>alle</b></p>", Files = new Dictionary<string, string> { ["a.csv"] = "1;2" } });
        var mail = await SignedInAsync();
        await ChooseAsync(mail, 1, "redirect");
        var composer = new ComposerPage(mail.Page);
        await Expect(composer.Window.FrameLocator("iframe").Locator("body")).ToContainTextAsync("Für alle");
        await Expect(composer.Window.Locator("[data-slot=head]")).ToContainTextAsync("petra.hoffmann@outside.test");
        await Expect(composer.Editor).ToHaveCountAsync(0);
        await composer.Field("to").FillAsync($"Jonas <{other}>");
        await composer.Field("to").PressAsync("Enter");
        await composer.IsSavedAsync();
        await AccessibilityTests.CheckAsync(mail.Page, "a message that is sent on");
        await composer.SendNowAsync();

        using var receiver = await Elsewhere.ConnectAsync(Dovecot, other);
        await Elsewhere.UntilAsync(() => receiver.UidsAsync("INBOX"), uids => uids.Count == 1, "The other has it");
        using var sender = await ElsewhereAsync();
        var (was, came) = (await sender.SourceAsync("INBOX", 1), await receiver.SourceAsync("INBOX", 1));
        Assert.Equal(BodyOf(was), BodyOf(came));
        using var message = await receiver.MessageAsync("INBOX", 1);
        Assert.Equal("petra.hoffmann@outside.test", message.From.Mailboxes.Single().Address);
        Assert.Equal((User, other), (message.ResentFrom.Mailboxes.Single().Address, message.ResentTo.Mailboxes.Single().Address));
        Assert.NotNull(message.ResentMessageId);
        await Elsewhere.UntilAsync(() => sender.KeywordsAsync("INBOX", 1), keywords => keywords.Contains("$Forwarded"), "The original is marked");
        await Elsewhere.UntilAsync(() => sender.UidsAsync("Sent"), uids => uids.Count == 1, "Sent has it");
        await Elsewhere.UntilAsync(() => sender.UidsAsync("Drafts"), uids => uids.Count == 0, "No draft is left");

        static string BodyOf(string source) => source[source.IndexOf("\r\n\r\n", StringComparison.Ordinal)..];
    }

    [Fact]
    public async Task The_list_is_answered_several_are_forwarded_at_once_and_one_begins_a_new_message()
    {
        await PutAsync(
            "INBOX",
            new Letter("Garten") { From = "Petra <petra@outside.test>", Fields = new Dictionary<string, string> { ["List-Id"] = "<garten.outside.test>", ["List-Post"] = "<mailto:garten@outside.test>" } },
            new Letter("Zwei"),
            new Letter("Drei"));
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await mail.OpenAsync(1);
        await mail.Page.Locator("[data-ui=more]").ClickAsync();
        await mail.Page.Locator("[role=menu]:popover-open [data-action=reply-to-list]").ClickAsync();
        await Expect(composer.Chips).ToHaveTextAsync(["Ggarten@outside.test"]);
        await Expect(composer.Field("subject")).ToHaveValueAsync("Re: Garten");
        await composer.Window.Locator("[data-do=close]").ClickAsync();

        await mail.SelectAsync(2, 3);
        await mail.Page.Keyboard.PressAsync("r");
        await Expect(mail.Toast).ToContainTextAsync("one message");
        await mail.Page.Keyboard.PressAsync("f");
        await Expect(composer.Window.Locator(".up")).ToHaveCountAsync(2);
        await Expect(composer.Window.Locator(".up[data-name='Zwei.eml']")).ToHaveCountAsync(1);
        await composer.Window.Locator("[data-do=close]").ClickAsync();
        await Expect(composer.Windows).ToHaveCountAsync(0);
        await mail.Page.Keyboard.PressAsync("Escape");

        await ChooseAsync(mail, 2, "forward-attached");
        await Expect(composer.Window.Locator(".up[data-name='Zwei.eml']")).ToHaveCountAsync(1);
        await Expect(composer.Field("subject")).ToHaveValueAsync("Fwd: Zwei");
        await composer.Window.Locator("[data-do=close]").ClickAsync();
        await Expect(composer.Windows).ToHaveCountAsync(0);

        await ChooseAsync(mail, 3, "edit-as-new");
        await Expect(composer.Field("subject")).ToHaveValueAsync("Drei");
        await Expect(composer.Chips).ToHaveTextAsync(["Mme@example.test"]);
        // It was plain text, and stays so.
        await Expect(composer.Window.Locator("textarea")).ToHaveValueAsync("Guten Tag,\n\nanbei wie besprochen.");
    }

    private static async Task ChooseAsync(MailPage mail, uint uid, string action)
    {
        await mail.Row(uid).ClickAsync(new() { Button = MouseButton.Right });
        await mail.Page.Locator($"[role=menu]:popover-open [data-action={action}]").ClickAsync();
    }
}
