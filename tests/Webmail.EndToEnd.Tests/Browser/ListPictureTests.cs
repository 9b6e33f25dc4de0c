using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>A list that was seen before is back at once, before the circuit has answered.</summary>
public sealed class ListPictureTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_mailbox_seen_before_is_back_while_the_circuit_is_held_up()
    {
        var (mail, circuit) = await AtSmallMailboxAsync();
        circuit.Hold();
        await mail.Mailbox("INBOX").ClickAsync();
        await Expect(mail.List).ToHaveAttributeAsync("data-mailbox", "INBOX");
        await Expect(mail.List).ToHaveAttributeAsync("aria-busy", "true");
        await mail.IsThereAsync(300);
        using (var elsewhere = await ElsewhereAsync())
            await elsewhere.StoreAsync("INBOX", MailKit.StoreAction.Add, MailKit.MessageFlags.Flagged, 300);
        circuit.LetGo();
        await Expect(mail.List).Not.ToHaveAttributeAsync("aria-busy", "true");
        await mail.IsMarkedAsync(300, "flagged", true);
        await Expect(mail.Page.Locator("#list")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task What_is_done_to_a_list_before_the_circuit_knows_of_it_is_done_to_that_list()
    {
        var (mail, circuit) = await AtSmallMailboxAsync();
        circuit.Hold();
        await mail.Mailbox("INBOX").ClickAsync();
        await mail.IsThereAsync(300);
        // Both mailboxes have a message 20.
        await mail.Row(299).ClickAsync();
        await mail.IsOpenAsync(299);
        await mail.Page.Keyboard.PressAsync("#");
        circuit.LetGo();
        await mail.IsGoneAsync(299);
        await mail.HasTotalAsync(299);
        using var elsewhere = await ElsewhereAsync();
        await Elsewhere.UntilAsync(() => elsewhere.UidsAsync("INBOX"), uids => !uids.Contains(299u), "299 should be gone");
        Assert.Equal(20, (await elsewhere.UidsAsync("Klein")).Count);
    }

    [Fact]
    public async Task What_was_meant_for_the_list_that_is_being_left_never_reaches_another_message()
    {
        var (mail, circuit) = await AtSmallMailboxAsync();
        await mail.GoToAsync("INBOX");
        await Expect(mail.List).Not.ToHaveAttributeAsync("aria-busy", "true");
        circuit.Hold();
        // A mailbox without a picture: the old rows stand until the circuit answers.
        await mail.Mailbox("Neu").ClickAsync();
        await mail.Row(300).ClickAsync(new() { Modifiers = [Microsoft.Playwright.KeyboardModifier.Control] });
        await mail.Page.Keyboard.PressAsync("#");
        circuit.LetGo();
        await Expect(mail.List).ToHaveAttributeAsync("data-mailbox", "Neu");
        await Expect(mail.Page).ToHaveURLAsync(new Regex("/mail/Neu$"));
        await mail.HasTotalAsync(300);
        using var elsewhere = await ElsewhereAsync();
        Assert.Equal(300, (await elsewhere.UidsAsync("Neu")).Count);
        Assert.Equal(300, (await elsewhere.UidsAsync("INBOX")).Count);
    }

    private async Task<(MailPage Mail, HeldCircuit Circuit)> AtSmallMailboxAsync()
    {
        await SeedAsync(300);
        await SeedAsync(20, "Klein");
        await SeedAsync(300, "Neu");
        var mail = await NewBrowserAsync();
        var circuit = await HeldCircuit.OfAsync(mail.Page);
        await mail.SignInAsync(User);
        await mail.IsThereAsync(300);
        // Fetching ahead begins when a list rests, and so is its picture taken.
        await Expect(mail.Page.Locator("#reader .msg[hidden]").First).ToBeAttachedAsync();
        await mail.GoToAsync("Klein");
        await Expect(mail.List).Not.ToHaveAttributeAsync("aria-busy", "true");
        return (mail, circuit);
    }
}
