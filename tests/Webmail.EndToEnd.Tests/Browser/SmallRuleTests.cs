using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Senders are blocked and conversations muted by one click in the menu of a message.</summary>
public sealed class SmallRuleTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_blocked_sender_and_a_muted_conversation_leave_the_inbox_and_what_follows_goes_there_too()
    {
        await PutAsync(
            "INBOX",
            new Letter("Werbung") { From = "Laut <laut@outside.test>" },
            new Letter("Pläne") { Fields = new Dictionary<string, string> { ["Message-ID"] = "<2@outside.test>", ["References"] = "<1@outside.test>" } },
            new Letter("Eigenes") { From = User });
        using var other = await ElsewhereAsync();
        var mail = await SignedInAsync();

        await ChooseAsync(mail, 3, "block");
        await Expect(mail.Toast).ToContainTextAsync("own address");
        await mail.IsThereAsync(3);

        await ChooseAsync(mail, 1, "block");
        await Expect(mail.Toast).ToContainTextAsync("laut@outside.test goes to spam");
        await mail.IsGoneAsync(1);
        await DeliverAsync(new Letter("Noch mehr Werbung") { From = "Anders <LAUT@outside.test>" });
        await Elsewhere.UntilAsync(() => other.SubjectsAsync("Junk"), subjects => subjects.Count == 2, "Both are in the mailbox for spam");

        await ChooseAsync(mail, 2, "mute");
        await Expect(mail.Toast).ToContainTextAsync("archived as read");
        await mail.LookAtToastAsync();
        await mail.IsGoneAsync(2);
        await DeliverAsync(new Letter("Re: Pläne") { Fields = new Dictionary<string, string> { ["References"] = "<1@outside.test> <9@outside.test>" } });
        await Elsewhere.UntilAsync(() => other.UidsAsync("Archive", MailKit.Search.SearchQuery.Seen), uids => uids.Count == 2, "Both are archived and read");

        // Taken back, it is unread in the inbox again, and what comes in the conversation stays there.
        await mail.UndoAsync();
        await Expect(mail.RowOf("Pläne")).ToHaveAttributeAsync("data-unread", "true");
        await DeliverAsync(new Letter("Re: Re: Pläne") { Fields = new Dictionary<string, string> { ["References"] = "<1@outside.test>" } });
        await Expect(mail.RowOf("Re: Re: Pläne")).ToBeVisibleAsync();
    }

    private static async Task ChooseAsync(MailPage mail, uint uid, string action)
    {
        await mail.Row(uid).ClickAsync(new() { Button = MouseButton.Right });
        await mail.Page.Locator($"[role=menuitem][data-action={action}]:visible").ClickAsync();
    }

    private async Task DeliverAsync(Letter letter)
    {
        using var message = letter.ToMessage();
        await Dovecot.DeliverAsync(User, message, Cancelled);
    }
}
