using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>axe finds nothing, in light and dark.</summary>
public sealed class AccessibilityTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Login_list_reader_and_settings_have_no_violations(ColorScheme colours)
    {
        await PutAsync(
            "INBOX",
            new Letter("Pläne") { Files = new Dictionary<string, string> { ["a.csv"] = "1", ["b.txt"] = "hallo" } },
            new Letter("Newsletter") { Html = "<h1>Neu</h1><img src=\"https://pictures.outside.test/a.png\" alt=Bild>" },
            new Letter("Gelesen") { Flags = MailKit.MessageFlags.Seen | MailKit.MessageFlags.Flagged });
        await PutAsync("Kunden", new Letter("eins"));
        var mail = await NewBrowserAsync(options => options.ColorScheme = colours);
        await mail.Page.GotoAsync("/login");
        await CheckAsync(mail.Page, "login");
        await mail.SubmitSignInAsync(User, "secret");
        await mail.ReadyAsync();
        await Expect(mail.Rows).ToHaveCountAsync(3);
        await CheckAsync(mail.Page, "list");
        await mail.OpenAsync(1);
        await CheckAsync(mail.Page, "reader with attachments");
        await mail.OpenAsync(2);
        await Expect(mail.Reader.Locator("[data-testid=remote-content-bar]:visible")).ToBeVisibleAsync();
        await CheckAsync(mail.Page, "reader with blocked pictures");
        await mail.SelectAsync(3);
        await CheckAsync(mail.Page, "selection");
        await mail.Page.GotoAsync("/settings");
        await mail.ReadyAsync();
        await CheckAsync(mail.Page, "settings");
        await mail.Page.GotoAsync("/settings/writing");
        await mail.ReadyAsync();
        await CheckAsync(mail.Page, "settings of writing");
        await mail.Page.GotoAsync("/settings/templates");
        await mail.ReadyAsync();
        await CheckAsync(mail.Page, "templates");
        await mail.Page.GotoAsync("/settings/identities");
        await mail.ReadyAsync();
        await mail.Page.Locator("[data-do=edit-identity]").ClickAsync();
        await Expect(mail.Page.Locator(".rt [data-format=bold]")).ToBeVisibleAsync();
        await CheckAsync(mail.Page, "an address and its signature");
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task An_empty_list_and_a_list_beside_no_reader_have_no_violations(int width)
    {
        var mail = await SignedInAsync(options => options.ViewportSize = new() { Width = width, Height = 844 });
        await Expect(mail.Page.GetByTestId("empty")).ToBeVisibleAsync();
        await CheckAsync(mail.Page, "empty list");
        await SeedAsync(2);
        await Expect(mail.Rows).ToHaveCountAsync(2);
        await CheckAsync(mail.Page, "list");
        await mail.OpenAsync(2);
        await CheckAsync(mail.Page, "reader");
        if (width >= 768)
            return;
        await mail.Page.Locator("[data-ui=back]:visible").ClickAsync();
        await Expect(mail.Reader).ToBeHiddenAsync();
        await CheckAsync(mail.Page, "list again");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task The_composer_has_no_violations(ColorScheme colours, int width)
    {
        await SeedAsync(3);
        var mail = await SignedInAsync(options =>
        {
            options.ColorScheme = colours;
            options.ViewportSize = new() { Width = width, Height = 900 };
        });
        ExpectedInConsole = new("ERR_FAILED");
        await mail.Page.RouteAsync("**/upload?*name=broken*", route => route.AbortAsync());
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync(string.Join(", ", Enumerable.Range(1, 21).Select(n => $"Person {n} <p{n}@outside.test>")) + ", kaputt", "Angebot", "Guten Tag");
        await composer.Window.Locator("[data-do=copies]").ClickAsync();
        await composer.Window.Locator("input[type=file]").SetInputFilesAsync([File("broken.pdf"), File("a.txt"), File("b.txt")]);
        await Expect(composer.Window.Locator(".up[data-state=done]")).ToHaveCountAsync(2);
        await Expect(composer.Window.Locator(".up[data-state=failed]")).ToHaveCountAsync(1);
        await composer.Window.Locator("[data-action=send]").ClickAsync();
        await Expect(composer.Note).ToBeVisibleAsync();
        await Expect(composer.Window.Locator(".cw-hint")).ToContainTextAsync("22 people");
        Assert.True((await composer.Window.Locator(".cw-b").BoundingBoxAsync())!.Height > 70, "There is no room for the text.");
        await CheckAsync(mail.Page, "composer");
        await composer.Chips.First.ClickAsync(new() { Button = MouseButton.Right });
        await Expect(composer.Window.Locator("[data-menu=recipient]")).ToBeVisibleAsync();
        await CheckAsync(mail.Page, "menu of a recipient");
        await mail.Page.Keyboard.PressAsync("Escape");
        if (width < 768)
            await composer.Window.Locator("[data-do=tools]").ClickAsync();
        await composer.FormatAsync("block", "h1");
        await composer.FormatAsync("color", "#b3271e");
        await mail.Page.Keyboard.TypeAsync("Rot");
        await composer.Window.Locator("[data-menu=color]").ClickAsync();
        await Expect(composer.Window.Locator(".menu-color")).ToBeVisibleAsync();
        await CheckAsync(mail.Page, "composer with a menu");
        await mail.Page.Keyboard.PressAsync("Escape");
        await Expect(composer.Window.Locator(".menu-color")).ToBeHiddenAsync();
        await composer.Window.Locator("[data-do=options]").ClickAsync();
        await Expect(composer.Window.Locator("[data-menu=options]")).ToBeVisibleAsync();
        await CheckAsync(mail.Page, "more options");
        if (width < 768)
        {
            await composer.Window.Locator("[data-menu=options] [data-do=discard]").ClickAsync();
            await Expect(mail.Toast).ToBeVisibleAsync();
            return;
        }

        await mail.Page.Keyboard.PressAsync("Escape");
        foreach (var count in (int[])[2, 3])
        {
            await composer.BeginAsync();
            await Expect(composer.Windows).ToHaveCountAsync(count);
        }

        var rail = await mail.Page.EvaluateAsync<double>("() => document.querySelector('.rail').getBoundingClientRect().right");
        foreach (var window in await composer.Windows.AllAsync())
            Assert.True((await window.BoundingBoxAsync())!.X >= rail, "A window covers the folders.");
        await CheckAsync(mail.Page, "three composers");
        await composer.Window.Locator("[data-do=close]").ClickAsync();
        await composer.Window.Locator("[data-do=close]").ClickAsync();
        await Expect(composer.Windows).ToHaveCountAsync(1);
        await composer.Window.Locator("[data-do=restore]").ClickAsync();
        await composer.Window.Locator("[data-action=discard]").ClickAsync();
        await Expect(mail.Toast).ToBeVisibleAsync();
        await CheckAsync(mail.Page, "page with a notice");

        static FilePayload File(string name) => new() { Name = name, MimeType = "text/plain", Buffer = [1, 2] };
    }

    internal static async Task CheckAsync(IPage page, string where)
    {
        // The text of a message is its sender's; its frame runs no scripts, axe's neither.
        var result = await page.RunAxe(new AxeRunOptions
        {
            Iframes = false,
            // Rows and folders are named by a whole sentence ("Unread, flagged, Petra, …, 3 attachments"), as the design asks: it says
            // more than the text inside, and axe's experimental rule wants it to repeat that text letter for letter.
            Rules = new Dictionary<string, RuleOptions> { ["label-content-name-mismatch"] = new() { Enabled = false } },
        });
        Assert.True(
            result.Violations.Length == 0,
            where + "\n" + string.Join('\n', result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}\n  {string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}"))));
    }
}
