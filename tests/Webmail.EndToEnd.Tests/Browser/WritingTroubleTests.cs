using System.Globalization;
using System.Text.RegularExpressions;
using MailKit.Search;
using Microsoft.Playwright;
using Webmail.EndToEnd.Tests.Crash;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Connections that are cut, and other devices, while a person writes: nothing of it is lost.</summary>
public sealed class WritingTroubleTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private static readonly byte[] Large = [.. new byte[2 * 1024 * 1024], .. "MIDDLE"u8, .. new byte[2 * 1024 * 1024]];

    [Fact]
    public async Task Uploads_are_cancelled_and_a_cut_one_is_tried_again()
    {
        ExpectedInConsole = new Regex("ERR_|Failed to|WebSocket|disconnected|connection|negotiation", RegexOptions.IgnoreCase);
        await using var line = new WatchedLine(Webmail.Address.Port);
        var mail = await SignedInAsync(options => options.BaseURL = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{line.Port}"));
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync("petra@outside.test", "Anlagen", "Mit Dateien.");
        // Uploads that stand still, until one is cut.
        var standing = new TaskCompletionSource<IRoute>(TaskCreationOptions.RunContinuationsAsynchronously);
        await mail.Page.RouteAsync("**/upload?*", route =>
        {
            if (route.Request.Url.Contains("name=wanted.bin", StringComparison.Ordinal))
                standing.TrySetResult(route);
            return Task.CompletedTask;
        });
        await AttachAsync(composer, "unwanted.bin");
        await AttachAsync(composer, "wanted.bin");
        await Expect(composer.Window.Locator(".up[data-state=uploading]")).ToHaveCountAsync(2);
        await composer.Window.Locator(".up[data-name='unwanted.bin'] [data-do=remove]").ClickAsync();
        await Expect(composer.Window.Locator(".up[data-name='unwanted.bin']")).ToHaveCountAsync(0);
        // A window that is closed waits for its files, and stays for one that did not arrive.
        await composer.Window.Locator("[data-do=close]").ClickAsync();
        await Expect(composer.Note).ToContainTextAsync("The window closes when they are there.");
        var upload = await standing.Task.WaitAsync(TimeSpan.FromMilliseconds(Chromium.Patience), Cancelled);
        await upload.AbortAsync("connectionreset");
        var wanted = composer.Window.Locator(".up[data-name='wanted.bin']");
        await Expect(wanted).ToHaveAttributeAsync("data-state", "failed");
        await mail.Page.UnrouteAsync("**/upload?*");
        await wanted.Locator("[data-do=retry]").ClickAsync();
        await Expect(wanted).ToHaveAttributeAsync("data-state", "done");

        // The line breaks in the middle of the octets, again and again: the browser itself tries once more.
        Task Middle() => line.WaitAsync(byProgram: true, new Regex("MIDDLE"), passOn: false);
        var middle = Middle();
        await AttachAsync(composer, "cut.bin");
        var cut = composer.Window.Locator(".up[data-name='cut.bin']");
        var failed = Expect(cut).ToHaveAttributeAsync("data-state", "failed");
        while (await Task.WhenAny(middle, failed) == middle)
        {
            middle = Middle();
            await line.CutAsync();
        }

        await failed;
        line.Forget();
        await cut.Locator("[data-do=retry]").ClickAsync();
        await Expect(cut).ToHaveAttributeAsync("data-state", "done");

        await composer.IsSavedAsync();
        using var server = await ElsewhereAsync();
        await Elsewhere.UntilAsync(async () => await FilesAsync(server), names => names == "cut.bin, wanted.bin", "The draft has both files");
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_not_offered_again_and_what_was_written_since_is_not_lost()
    {
        ExpectedInConsole = new Regex("ERR_|Failed to load");
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await mail.Page.RouteAsync("**/compose/*/send", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync("connectionreset");
        });
        await composer.WriteAsync("petra@outside.test", "Ohne Antwort", "Einmal nur.");
        await composer.Window.Locator("[data-action=send]").ClickAsync();
        await Expect(composer.Windows).ToHaveCountAsync(0);
        await mail.Page.GetByTestId("outbox-line").ClickAsync();
        await Expect(mail.Page.Locator("#outbox li")).ToHaveCountAsync(1);
        await mail.Page.Locator("#outbox [data-outbox=send]").ClickAsync();
        await Expect(mail.Page.Locator("#outbox li")).ToHaveCountAsync(0);

        // The same, and the person writes on before the page knows.
        var asked = await HoldAsync(mail.Page, new Regex("/outbox/[^/]+\\.json$"));
        await composer.WriteAsync("petra@outside.test", "Nachtrag", "Erste Fassung.");
        await composer.Window.Locator("[data-action=send]").ClickAsync();
        var question = await asked;
        await composer.TypeAsync(" Zweite.");
        await question.ContinueAsync();
        await Expect(composer.Editor).ToContainTextAsync("Erste Fassung. Zweite.");
        await composer.IsSavedAsync();
        using var server = await ElsewhereAsync();
        await Elsewhere.UntilAsync(() => server.SubjectsAsync("Drafts"), subjects => subjects.SequenceEqual(["Nachtrag"]), "One draft");
        Assert.Equal(["Ohne Antwort"], await server.SubjectsAsync("Sent"));
        await Expect(mail.Page.Locator("#outbox li")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Of_a_draft_that_another_device_went_on_with_both_versions_are_offered()
    {
        ExpectedInConsole = new Regex("ERR_|Failed to load");
        var mail = await SignedInAsync();
        var composer = new ComposerPage(mail.Page);
        await composer.WriteAsync("petra@outside.test", "Zwei Geräte", "Am Schreibtisch.");
        await composer.IsSavedAsync();
        await mail.Page.RouteAsync("**/compose/*", route => route.Request.Method == "PUT" ? route.AbortAsync() : route.ContinueAsync());
        await composer.TypeAsync(" Ungespeichert.");
        await Expect(composer.State).ToHaveAttributeAsync("data-state", "failed");
        // The other device takes the copy, writes on and saves its own in place of it.
        using var server = await ElsewhereAsync();
        var copy = Assert.Single(await server.UidsAsync("Drafts"));
        using (var message = await server.MessageAsync("Drafts", copy))
        {
            message.Headers.Remove("X-Webmail-Save");
            message.Body = new MimeKit.TextPart("html") { Text = "<p>Unterwegs weitergeschrieben.</p>" };
            await server.AppendAsync("Drafts", message);
        }

        await server.ExpungeAsync("Drafts", copy);
        // However long the page stays open: what counts is when something was written.
        await mail.Page.EvaluateAsync("() => { const now = Date.now; Date.now = () => now() + 60_000; }");
        await mail.Page.ReloadAsync();
        await Expect(composer.Editor).ToContainTextAsync("Am Schreibtisch. Ungespeichert.");
        await Expect(composer.Note).ToContainTextAsync("Another device saved a version");
        await mail.Page.UnrouteAsync("**/compose/*");
        await composer.Note.GetByText("Open that one").ClickAsync();
        await Expect(composer.Editor).ToContainTextAsync("Unterwegs weitergeschrieben.");
        await Elsewhere.UntilAsync(() => server.UidsAsync("Drafts"), uids => uids.Count == 2, "Neither is lost");
    }

    private static Task AttachAsync(ComposerPage composer, string name) =>
        composer.Window.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = Large });

    private static async Task<string> FilesAsync(Elsewhere server)
    {
        if (await server.UidsAsync("Drafts") is not [var only])
            return "";
        using var message = await server.MessageAsync("Drafts", only);
        return string.Join(", ", message.Attachments.Select(file => file.ContentDisposition?.FileName).Order(StringComparer.Ordinal));
    }
}
