using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>The tree of mailboxes, and what is done to it.</summary>
public sealed class MailboxTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Special_mailboxes_come_first_with_their_names_and_counts()
    {
        await PutAsync("INBOX", new Letter("eins"), new Letter("zwei"), new Letter("drei"), new Letter("gelesen") { Flags = MailKit.MessageFlags.Seen });
        await PutAsync("Angebote", new Letter("eins"), new Letter("zwei"));
        var mail = await SignedInAsync();
        var names = await mail.Page.GetByTestId("mailbox").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.mailbox)");
        Assert.Equal(["INBOX", "Drafts", "Sent", "Archive", "Junk", "Trash", "Angebote"], names);
        await mail.HasUnreadAsync("INBOX", 3);
        await mail.HasUnreadAsync("Angebote", 2);
        await mail.GoToAsync("Angebote");
        await mail.HasTotalAsync(2);
        await mail.GoToAsync("INBOX");
        await mail.HasTotalAsync(4);
    }

    [Fact]
    public async Task A_mailbox_is_created_renamed_and_deleted()
    {
        using var server = await ElsewhereAsync();
        var mail = await SignedInAsync();
        await mail.Page.GetByRole(AriaRole.Button, new() { Name = "New folder" }).ClickAsync();
        await NameAsync(mail, "Müller & Söhne");
        await Expect(mail.Mailbox("Müller & Söhne")).ToBeVisibleAsync();
        await Elsewhere.UntilAsync(server.MailboxesAsync, names => names.Contains("Müller & Söhne"), "Created");

        await mail.Mailbox("Müller & Söhne").ClickAsync(new() { Button = MouseButton.Right });
        await mail.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Rename" }).ClickAsync();
        await NameAsync(mail, "Kunden");
        await Expect(mail.Mailbox("Kunden")).ToBeVisibleAsync();
        await Expect(mail.Mailbox("Müller & Söhne")).ToHaveCountAsync(0);
        await Elsewhere.UntilAsync(server.MailboxesAsync, names => names.Contains("Kunden"), "Renamed");

        await mail.Mailbox("Kunden").ClickAsync(new() { Button = MouseButton.Right });
        await mail.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete folder" }).ClickAsync();
        await Expect(mail.Mailbox("Kunden")).ToHaveCountAsync(0);
        await Elsewhere.UntilAsync(server.MailboxesAsync, names => !names.Contains("Kunden"), "Deleted");
    }

    [Fact]
    public async Task A_name_with_every_kind_of_character_opens()
    {
        const string name = "Q&A 100% \"neu\" (alt) #1 {x} *+?;=~ 日本 ü 😀";
        using var server = await ElsewhereAsync();
        await server.CreateAsync(name);
        await PutAsync(name, new Letter("darin"));
        var mail = await SignedInAsync();
        await mail.Page.GetByTestId("mailbox").Filter(new() { HasText = "日本" }).ClickAsync();
        await Expect(mail.List).ToHaveAttributeAsync("data-mailbox", name);
        await Expect(mail.RowOf("darin")).ToBeVisibleAsync();
        await mail.OpenAsync(1);
        await mail.Page.ReloadAsync();
        await mail.ReadyAsync();
        await Expect(mail.List).ToHaveAttributeAsync("data-mailbox", name);
        await mail.IsOpenAsync(1);
    }

    [Fact]
    public async Task A_small_mailbox_and_back_to_the_large_one()
    {
        await SeedAsync(300);
        await SeedAsync(20, "Klein");
        var mail = await SignedInAsync();
        await mail.GoToAsync("Klein");
        await mail.HasTotalAsync(20);
        await Expect(mail.Rows).ToHaveCountAsync(20);
        await mail.Page.Keyboard.PressAsync("g");
        await mail.Page.Keyboard.PressAsync("i");
        await Expect(mail.List).ToHaveAttributeAsync("data-mailbox", "INBOX");
        await mail.HasTotalAsync(300);
        await mail.IsThereAsync(300);
    }

    private static async Task NameAsync(MailPage mail, string name)
    {
        await mail.Page.GetByTestId("mailbox-name").FillAsync(name);
        await mail.Page.GetByTestId("mailbox-name").PressAsync("Enter");
    }
}
