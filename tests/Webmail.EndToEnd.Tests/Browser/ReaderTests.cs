using System.IO.Compression;
using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>What the reader shows, and what it keeps out.</summary>
public sealed class ReaderTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string OnePixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public async Task Attachments_are_named_and_downloaded_unchanged()
    {
        await PutAsync("INBOX", new Letter("Pläne") { Files = new Dictionary<string, string> { ["Plan Süd.csv"] = "a;b\n1;2\n", ["Notiz.txt"] = "hallo" } });
        var mail = await SignedInAsync();
        await mail.OpenAsync(1);
        var files = mail.Reader.Locator("[data-testid=attachment]:visible");
        await Expect(files).ToHaveCountAsync(2);
        await Expect(files.First).ToHaveAttributeAsync("data-name", "Plan Süd.csv");
        await Expect(files.First).ToHaveAttributeAsync("data-size", new Regex(@"^\d+$"));
        var link = mail.Reader.Locator("[data-testid=attachment][data-name='Plan Süd.csv']:visible");
        var download = await mail.Page.RunAndWaitForDownloadAsync(async () =>
        {
            var inner = link.Locator("a");
            await (await inner.CountAsync() > 0 ? inner.First : link).ClickAsync();
        });
        Assert.Equal("Plan Süd.csv", download.SuggestedFilename);
        // RFC 2046 4.1.1: text travels with CRLF, whatever the sender wrote.
        Assert.Equal("a;b\r\n1;2\r\n", (await File.ReadAllTextAsync(await download.PathAsync(), Cancelled)).ReplaceLineEndings("\r\n"));
    }

    [Fact]
    public async Task All_attachments_come_as_one_zip()
    {
        await PutAsync("INBOX", new Letter("Pläne") { Files = new Dictionary<string, string> { ["a.csv"] = "1", ["b.txt"] = "hallo" } });
        var mail = await SignedInAsync();
        await mail.OpenAsync(1);
        var download = await mail.Page.RunAndWaitForDownloadAsync(() => mail.Reader.Locator("a[href*=zip]:visible").First.ClickAsync());
        using var zip = await ZipFile.OpenReadAsync(await download.PathAsync(), Cancelled);
        Assert.Equal(["a.csv", "b.txt"], zip.Entries.Select(entry => entry.FullName).Order());
    }

    [Fact]
    public async Task Html_is_shown_without_its_scripts()
    {
        await PutAsync("INBOX", new Letter("HTML")
        {
            Html = "<p id=ok>Guten <b>Tag</b></p><script>document.body.textContent='böse'</script><img src=x onerror=\"top.location='/böse'\"><form action='https://outside.test'><button>Klick</button></form>",
        });
        var mail = await SignedInAsync();
        await mail.OpenAsync(1);
        await Expect(mail.Body).ToContainTextAsync("Guten Tag");
        await Expect(mail.Body.Locator("script, form, [onerror]")).ToHaveCountAsync(0);
        var frame = mail.Reader.Locator("iframe[data-testid=message-body]:visible");
        await Expect(frame).ToHaveAttributeAsync("sandbox", new Regex("^((?!allow-scripts).)*$"));
    }

    [Fact]
    public async Task Pictures_that_came_with_the_message_are_shown()
    {
        await PutAsync("INBOX", new Letter("Bild")
        {
            Html = "<p>Unser Logo:</p><img src=\"cid:logo@outside.test\" alt=Logo width=10>",
            Pictures = new Dictionary<string, byte[]> { ["logo@outside.test"] = Convert.FromBase64String(OnePixel) },
        });
        var mail = await SignedInAsync();
        await mail.OpenAsync(1);
        await Expect(mail.Body).ToContainTextAsync("Unser Logo");
        await Expect(mail.Reader.Locator("[data-testid=remote-content-bar]:visible")).ToHaveCountAsync(0);
        Assert.Equal(1, await mail.Body.Locator("img").EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)"));
    }

    [Fact]
    public async Task The_page_to_print_has_the_header_and_the_text_and_the_sender_s_style_cannot_touch_the_header()
    {
        await PutAsync("INBOX", new Letter("Rechnung 12")
        {
            Html = "<style>header,dd,.wm-print{display:none!important}body{visibility:hidden!important}p{color:rgb(1,2,3)}</style><p id=text>Guten Tag</p><script>document.title='böse'</script>",
        });
        var mail = await SignedInAsync();
        await mail.Page.Context.AddInitScriptAsync("window.print = () => document.documentElement.dataset.printed = (Number(document.documentElement.dataset.printed) || 0) + 1");
        await mail.OpenAsync(1);
        await mail.Row(1).ClickAsync(new() { Button = Microsoft.Playwright.MouseButton.Right });
        var page = await mail.Page.Context.RunAndWaitForPageAsync(() => mail.Action("print").ClickAsync());
        await Expect(page.Locator("h1")).ToHaveTextAsync("Rechnung 12");
        await Expect(page.Locator("h1")).ToBeVisibleAsync();
        await Expect(page.Locator("dd").First).ToBeVisibleAsync();
        await Expect(page.Locator("dd").First).ToContainTextAsync("Petra Hoffmann <petra.hoffmann@outside.test>");
        await Expect(page.Locator(".wm-mail p")).ToHaveCSSAsync("color", "rgb(1, 2, 3)");
        await Expect(page).ToHaveTitleAsync("Rechnung 12");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-printed", "1");
        await page.Locator("#print").ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-printed", "2");
        // Of no origin: what ran here could reach neither the sign-in nor the mailbox.
        Assert.Equal("null", await page.EvaluateAsync<string>("self.origin"));
    }

    [Fact]
    public async Task Plain_text_has_links_and_quoted_text()
    {
        await PutAsync("INBOX", new Letter("Text") { Text = "Siehe https://www.outside.test/angebot\n\n> Alte Frage\n> noch eine\n" });
        var mail = await SignedInAsync();
        await mail.OpenAsync(1);
        var link = mail.Body.Locator("a[href='https://www.outside.test/angebot']");
        await Expect(link).ToHaveAttributeAsync("rel", new Regex("noopener"));
        await Expect(mail.Body).ToContainTextAsync("Alte Frage");
    }

    [Fact]
    public async Task How_a_message_is_shown_is_chosen_by_key()
    {
        await PutAsync("INBOX", new Letter("Rundbrief") { Html = "<table bgcolor=#ffffff width=600><tr><td><h1>Neu im Herbst</h1><p>Stauden zum halben Preis.</p></table>" });
        var mail = await SignedInAsync(options => options.ColorScheme = Microsoft.Playwright.ColorScheme.Dark);
        await mail.OpenAsync(1);
        var button = mail.Reader.Locator("[data-testid=reading-view]:visible");
        var menu = mail.Reader.Locator("[role=menu]:visible");
        var frame = mail.Reader.Locator("iframe:visible");

        await OpenAsync();
        await AccessibilityTests.CheckAsync(mail.Page, "how a message is shown");
        await mail.Page.Keyboard.PressAsync("Enter");
        await Expect(menu).ToHaveCountAsync(0);
        await Expect(mail.Body.Locator(".wm-article h2")).ToHaveTextAsync("Neu im Herbst");
        await Expect(button).ToBeFocusedAsync();

        await OpenAsync();
        await mail.Page.Keyboard.PressAsync("ArrowDown");
        await mail.Page.Keyboard.PressAsync("Enter");
        await Expect(frame).ToHaveClassAsync(new Regex("paper"));
        await OpenAsync();
        await mail.Page.Keyboard.PressAsync("End");
        await mail.Page.Keyboard.PressAsync("Enter");
        foreach (var part in new[] { "view=article", "theme=light", "size=200" })
            await Expect(frame).ToHaveAttributeAsync("src", new Regex(part));
        await OpenAsync();
        await Expect(menu.Locator("[aria-checked=true]")).ToHaveCountAsync(3);
        await mail.Page.Keyboard.PressAsync("Escape");
        await Expect(menu).ToHaveCountAsync(0);
        await Expect(button).ToBeFocusedAsync();

        async Task OpenAsync()
        {
            await button.FocusAsync();
            await mail.Page.Keyboard.PressAsync("Enter");
            await Expect(menu.Locator("[role^=menuitem]").First).ToBeFocusedAsync();
        }
    }

    [Fact]
    public async Task The_source_is_the_message_as_it_lies_on_the_server()
    {
        await PutAsync("INBOX", new Letter("Quelle") { Text = "Hallo.\n" });
        var mail = await SignedInAsync();
        await mail.OpenAsync(1);
        await mail.Row(1).ClickAsync(new() { Button = Microsoft.Playwright.MouseButton.Right });
        var tab = await mail.Page.Context.RunAndWaitForPageAsync(() => mail.Action("source").ClickAsync());
        await Expect(tab.Locator("body")).ToContainTextAsync("Subject: Quelle");
    }

    [Fact]
    public async Task A_message_expunged_elsewhere_stays_readable_and_says_so()
    {
        await SeedAsync(4);
        using var server = await ElsewhereAsync();
        var mail = await SignedInAsync();
        await mail.OpenAsync(3);
        await Expect(mail.Body).ToContainTextAsync("Hello");
        await server.ExpungeAsync("INBOX", 3);
        await mail.HasTotalAsync(3);
        await mail.IsGoneAsync(3);
        await Expect(mail.Body).ToContainTextAsync("Hello");
        await mail.OpenAsync(2);
    }
}
