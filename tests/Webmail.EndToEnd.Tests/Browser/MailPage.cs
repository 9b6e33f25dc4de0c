using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>The mail page by the hooks of the contract. Everything waits for what is to be seen, nothing for time.</summary>
public sealed class MailPage(IPage page)
{
    /// <summary>The tab.</summary>
    public IPage Page => page;

    /// <summary>The scrolling list.</summary>
    public ILocator List => page.GetByTestId("message-list");

    /// <summary>The rows that are drawn.</summary>
    public ILocator Rows => page.GetByTestId("message-row");

    /// <summary>The reader.</summary>
    public ILocator Reader => page.GetByTestId("reader");

    /// <summary>The snackbar.</summary>
    public ILocator Toast => page.GetByTestId("toast");

    /// <summary>The search box.</summary>
    public ILocator Search => page.GetByTestId("search");

    /// <summary>One row.</summary>
    public ILocator Row(uint uid) => page.Locator(string.Create(CultureInfo.InvariantCulture, $"[data-testid=message-row][data-uid='{uid}']"));

    /// <summary>The row with this subject.</summary>
    public ILocator RowOf(string subject) => Rows.Filter(new() { Has = page.GetByTestId("row-subject").GetByText(subject, new() { Exact = true }) });

    /// <summary>A mailbox in the tree by its IMAP name.</summary>
    public ILocator Mailbox(string name) => page.Locator($"[data-testid=mailbox][data-mailbox=\"{name}\"]");

    /// <summary>The first visible thing that carries out an action.</summary>
    public ILocator Action(string name) => page.Locator($":not(#row-acts) > [data-action={name}]:visible").First;

    /// <summary>The text of the message that is shown.</summary>
    public ILocator Body => Reader.FrameLocator("iframe[data-testid=message-body]:visible").Locator("body");

    /// <summary>Fills the form and sends it.</summary>
    public async Task SubmitSignInAsync(string user, string password)
    {
        await page.FillAsync("input[name=username]", user);
        await page.FillAsync("input[name=password]", password);
        await page.ClickAsync("form:has(input[name=password]) button[type=submit]");
    }

    /// <summary>Waits until the page's circuit answers.</summary>
    public async Task ReadyAsync() => await Expect(page.Locator("body")).ToHaveAttributeAsync("data-ready", "true");

    /// <summary>Signs in and waits until the mailbox is there.</summary>
    public async Task SignInAsync(string user, string password = "secret")
    {
        await page.GotoAsync("/login");
        await SubmitSignInAsync(user, password);
        await ReadyAsync();
    }

    /// <summary>Signs out by the account menu, and waits for the form.</summary>
    public async Task SignOutAsync()
    {
        await page.ClickAsync("[popovertarget=account-menu]");
        await page.ClickAsync("form[action$=logout] button[type=submit]");
        await Expect(page.Locator("input[name=password]")).ToBeVisibleAsync();
    }

    /// <summary>Opens a message by a click, and waits until it is shown.</summary>
    public async Task OpenAsync(uint uid)
    {
        await Row(uid).ClickAsync();
        await IsOpenAsync(uid);
    }

    /// <summary>The reader shows this message.</summary>
    public async Task IsOpenAsync(uint uid) => await Expect(Reader).ToHaveAttributeAsync("data-uid", Number(uid));

    /// <summary>The list has as many messages.</summary>
    public async Task HasTotalAsync(int total) => await Expect(List).ToHaveAttributeAsync("data-total", Number(total));

    /// <summary>A mailbox of the tree has as many unread messages.</summary>
    public async Task HasUnreadAsync(string mailbox, int unread) => await Expect(Mailbox(mailbox)).ToHaveAttributeAsync("data-unread", Number(unread));

    /// <summary>A mark of a row: <c>unread</c> or <c>flagged</c>.</summary>
    public async Task IsMarkedAsync(uint uid, string mark, bool value) => await Expect(Row(uid)).ToHaveAttributeAsync($"data-{mark}", value ? "true" : "false");

    /// <summary>The row is gone.</summary>
    public async Task IsGoneAsync(uint uid) => await Expect(Row(uid)).ToHaveCountAsync(0);

    /// <summary>The row is there.</summary>
    public async Task IsThereAsync(uint uid) => await Expect(Row(uid)).ToBeVisibleAsync();

    /// <summary>Selects by Ctrl and click.</summary>
    public async Task SelectAsync(params uint[] uids)
    {
        foreach (var uid in uids)
        {
            await Row(uid).ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });
            await Expect(Row(uid)).ToHaveAttributeAsync("aria-selected", "true");
        }
    }

    /// <summary>Rests the pointer on the snackbar, which stays as long as somebody looks at it: for tests that look elsewhere before they take back what was done.</summary>
    public async Task LookAtToastAsync() => await Toast.HoverAsync();

    /// <summary>Takes back the last action by the snackbar.</summary>
    public async Task UndoAsync() => await Toast.Locator("[data-action=undo]").ClickAsync();

    /// <summary>Goes to a mailbox by a click in the tree.</summary>
    public async Task GoToAsync(string mailbox)
    {
        await Mailbox(mailbox).ClickAsync();
        await Expect(List).ToHaveAttributeAsync("data-mailbox", mailbox);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
