using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>The composer of a mail page by the hooks of the contract: the newest window.</summary>
public sealed class ComposerPage(IPage page)
{
    /// <summary>The windows.</summary>
    public ILocator Windows => page.GetByTestId("composer");

    /// <summary>The newest window.</summary>
    public ILocator Window => Windows.Last;

    /// <summary>Where the text is written.</summary>
    public ILocator Editor => Window.GetByTestId("editor");

    /// <summary>Whether it is saved.</summary>
    public ILocator State => Window.GetByTestId("draft-state");

    /// <summary>What it asks or says.</summary>
    public ILocator Note => Window.Locator(".cw-note");

    /// <summary>The chips of recipients.</summary>
    public ILocator Chips => Window.Locator(".rc");

    /// <summary>One of <c>to</c>, <c>cc</c>, <c>bcc</c>, <c>subject</c>.</summary>
    public ILocator Field(string name) => Window.Locator($"[data-field={name}]");

    /// <summary>Writes a new message, begun with the button.</summary>
    public async Task WriteAsync(string to, string subject, string text)
    {
        await BeginAsync();
        await Field("to").FillAsync(to);
        await Field("to").PressAsync("Enter");
        await Field("subject").FillAsync(subject);
        await TypeAsync(text);
    }

    /// <summary>Begins a new message with the button.</summary>
    public async Task BeginAsync()
    {
        // What writing needs comes after the page; until then the button is a link to a page of its own.
        await page.EvaluateAsync("async () => { await import('./js/compose.js'); }");
        await page.Locator("[data-action=compose]:visible").First.ClickAsync();
        await Expect(Field("to")).ToBeFocusedAsync();
    }

    /// <summary>Types at the cursor of the text.</summary>
    public async Task TypeAsync(string text)
    {
        await Expect(Editor).ToBeEditableAsync();
        await Editor.ClickAsync();
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Chooses a value in one of the toolbar's menus: <c>block</c>, <c>color</c>, <c>align</c>.</summary>
    public async Task FormatAsync(string menu, string value)
    {
        await Window.Locator($"[data-menu={menu}]").ClickAsync();
        await Window.Locator($".menu-{menu} [data-value='{value}']").ClickAsync();
        await Expect(Editor).ToBeFocusedAsync();
    }

    /// <summary>Waits until the mail server has all of it.</summary>
    public async Task IsSavedAsync() => await Expect(State).ToHaveAttributeAsync("data-state", "saved");

    /// <summary>Presses Send; the message then waits in the outbox.</summary>
    public async Task SendAsync()
    {
        await Window.Locator("[data-action=send]").ClickAsync();
        await Expect(page.Locator("[data-testid=toast] [data-action=undo]")).ToBeVisibleAsync();
    }

    /// <summary>Does not wait for the seconds in which sending can be taken back.</summary>
    public async Task SendNowAsync()
    {
        await SendAsync();
        await page.GetByTestId("outbox-line").ClickAsync();
        await page.Locator("#outbox [data-outbox=send]").ClickAsync();
        await Expect(page.GetByTestId("toast")).ToContainTextAsync("Message sent");
    }
}
