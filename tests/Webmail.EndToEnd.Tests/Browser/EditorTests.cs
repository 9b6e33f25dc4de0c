using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Forming a text, and what is put into it from elsewhere.</summary>
public sealed class EditorTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public async Task Headings_colours_alignment_and_code_are_in_the_message_as_they_were_set_by_the_keyboard()
    {
        var mail = await SignedInAsync(options => options.ColorScheme = ColorScheme.Dark);
        var composer = new ComposerPage(mail.Page);
        var keys = mail.Page.Keyboard;
        await composer.WriteAsync("petra@outside.test", "Formen", "Bericht");
        // One stop for the keyboard; arrows lead on.
        await keys.PressAsync("Tab");
        await Expect(composer.Window.Locator("[data-menu=block]")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(composer.Window.Locator(".menu-block [data-value=div]")).ToBeFocusedAsync();
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await Expect(composer.Editor).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await composer.FormatAsync("align", "center");
        await composer.FormatAsync("color", "#1b6b3a");
        await keys.TypeAsync("grün");
        // Light on dark while one writes, dark on white in the mail.
        await Expect(composer.Editor.Locator(".wm-pen")).ToHaveCSSAsync("color", "rgb(127, 210, 155)");
        await composer.FormatAsync("color", "");
        await keys.PressAsync("Enter");
        await composer.FormatAsync("block", "pre");
        await keys.TypeAsync("a  = 1");
        await Expect(composer.Window.Locator("[data-slot=block]")).ToHaveTextAsync("Code");
        await composer.IsSavedAsync();

        using var server = await ElsewhereAsync();
        var uid = Assert.Single(await server.UidsAsync("Drafts"));
        using var saved = await server.MessageAsync("Drafts", uid);
        Assert.Contains("<h1>Bericht</h1>", saved.HtmlBody, StringComparison.Ordinal);
        Assert.Matches("text-align: ?center", saved.HtmlBody!);
        Assert.Matches("color: ?(#1b6b3a|rgba?\\(27, 107, 58)[^>]*>grün", saved.HtmlBody!);
        Assert.Contains("<pre>a  = 1", saved.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("background", saved.HtmlBody, StringComparison.Ordinal);
        await Expect(composer.Editor).ToHaveAttributeAsync("lang", "en");
    }

    [Fact]
    public async Task A_picture_that_is_pasted_or_dropped_is_in_the_text_and_in_the_message()
    {
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync("petra@outside.test", "Bilder", "Eins: ");
        await GiveAsync(composer.Editor, "paste");
        await Expect(composer.Editor.Locator("img")).ToHaveCountAsync(1);
        await GiveAsync(composer.Editor, "drop");
        await Expect(composer.Editor.Locator("img")).ToHaveCountAsync(2);
        // What is no picture is attached.
        await GiveAsync(composer.Editor, "drop", "plan.pdf", "application/pdf");
        await Expect(composer.Window.Locator(".up[data-state=done][data-name='plan.pdf']")).ToHaveCountAsync(1);
        await composer.IsSavedAsync();
        using var server = await ElsewhereAsync();
        await Elsewhere.UntilAsync(
            async () =>
            {
                using var saved = await server.MessageAsync("Drafts", (await server.UidsAsync("Drafts"))[^1]);
                return saved.BodyParts.Count(part => part.ContentType.IsMimeType("image", "png") && part.ContentId is { } id && saved.HtmlBody!.Contains($"cid:{id}", StringComparison.Ordinal));
            },
            pictures => pictures == 2, "Two pictures inside the text");

        await composer.Window.Locator("[data-do=close]").ClickAsync();
        await Expect(composer.Windows).ToHaveCountAsync(0);
        await mail.Mailbox("Drafts").ClickAsync();
        await mail.RowOf("Bilder").ClickAsync();
        await Expect(composer.Editor.Locator("img")).ToHaveCountAsync(2);
        await Expect(composer.Editor.Locator("img").First).ToHaveJSPropertyAsync("naturalWidth", 1);
        await Expect(composer.Editor.Locator("img").Last).ToHaveJSPropertyAsync("naturalWidth", 1);
    }

    [Fact]
    public async Task What_is_pasted_is_cleaned_and_text_goes_to_plain_and_back()
    {
        // The page's policy looks at a handler while it is still being read; it is cleaned away before it could be anything.
        ExpectedInConsole = new("inline event handler");
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync("petra@outside.test", "Eingefügt", "Davor ");
        await composer.Editor.EvaluateAsync(
            "(editor, html) => { const data = new DataTransfer(); data.setData('text/html', html); data.setData('text/plain', 'x'); editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }",
            "<style>.a{color:red}</style><p id=x onclick=alert(1) style=\"background:url(https://outside.test/p.png)\"><b>fett</b><script>document.title='böse'</script></p><form><input name=to></form><img src=\"https://outside.test/a.png\" width=90 height=90><img src=\"file:///C:/a.png\"><img src=a.png alt=Bild><p class=\"MsoNormal eigen\" style=\"mso-list:l0; color:red;mso-para-margin:1\"><i>Word</i></p><a href=\"javascript:alert(1)\">Link</a><ul><li>Punkt</li></ul>");
        await Expect(composer.Editor.Locator("b")).ToHaveTextAsync("fett");
        foreach (var bad in new[] { "style", "script", "form", "input", "#x", "[onclick]", "a:not([href])", "[style*=url]", "[style*=mso]", "[class*=Mso]", "img:not([data-held-src])" })
            await Expect(composer.Editor.Locator(bad)).ToHaveCountAsync(0);
        // What would be fetched from elsewhere is held back, as in the reader.
        await Expect(composer.Editor.Locator("img[data-held-src]")).ToHaveAttributeAsync("src", new System.Text.RegularExpressions.Regex("^data:"));

        await Expect(composer.Editor.Locator("p")).ToHaveAttributeAsync("style", "color:red;");
        var plain = composer.Window.Locator("textarea");
        await composer.Window.Locator("[data-do=plain]").ClickAsync();
        await Expect(plain).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("Davor\\s+fett[\\s\\S]*\\* Punkt"));
        await composer.Window.Locator("[data-do=plain]").ClickAsync();
        // Nothing was changed meanwhile: it is as it was.
        await Expect(composer.Editor.Locator("b")).ToHaveTextAsync("fett");
        await Expect(composer.Editor.Locator("img[data-held-src]:not([data-cid])")).ToHaveCountAsync(1);
        await composer.Window.Locator("[data-do=plain]").ClickAsync();
        await plain.FillAsync("Nur Text\n> zitiert\n<b>nicht fett</b>");
        await composer.Window.Locator("[data-do=plain]").ClickAsync();
        await Expect(composer.Editor.Locator("blockquote")).ToHaveTextAsync("zitiert");
        await Expect(composer.Editor).ToContainTextAsync("<b>nicht fett</b>");
        await composer.Window.Locator("[data-do=plain]").ClickAsync();
        await Expect(plain).ToHaveValueAsync("Nur Text\n> zitiert\n<b>nicht fett</b>");
        await composer.IsSavedAsync();
        using var server = await ElsewhereAsync();
        await Elsewhere.UntilAsync(
            async () =>
            {
                using var saved = await server.MessageAsync("Drafts", (await server.UidsAsync("Drafts"))[^1]);
                return (saved.HtmlBody, saved.TextBody?.ReplaceLineEndings("\n").TrimEnd());
            },
            body => body == (null, "Nur Text\n> zitiert\n<b>nicht fett</b>"), "Plain text alone");
    }

    /// <summary>Gives the editor a file, as the clipboard or a drag does.</summary>
    private static async Task GiveAsync(ILocator editor, string how, string name = "bild.png", string type = "image/png") => await editor.EvaluateAsync(
        """
        (editor, [how, name, type, data]) => {
          const files = new DataTransfer();
          files.items.add(new File([Uint8Array.from(atob(data), c => c.charCodeAt(0))], name, { type }));
          const { x, y } = editor.getBoundingClientRect();
          editor.dispatchEvent(how === 'paste'
            ? new ClipboardEvent('paste', { clipboardData: files, bubbles: true, cancelable: true })
            : new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true, clientX: x + 40, clientY: y + 20 }));
        }
        """,
        new[] { how, name, type, Png });
}
