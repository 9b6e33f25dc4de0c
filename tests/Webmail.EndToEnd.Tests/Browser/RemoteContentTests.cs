using System.Text.RegularExpressions;
using Webmail.Engine.Remote;
using Webmail.Engine.Tests.Scripted;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>What a sender's server hears of a reader: nothing, then the program, and nobody else.</summary>
public sealed class RemoteContentTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /// <summary>Each way that HTML knows to make a request; <c>@</c> is the sender's server.</summary>
    private const string Everything = """
        <html><head>
        <base href="@/base/"><meta http-equiv=refresh content="0;url=@/refresh"><link rel=stylesheet href=@/sheet.css><link rel=icon href=@/favicon.ico>
        <link rel=dns-prefetch href=@><link rel=preconnect href=@><link rel=prefetch href=@/prefetch><link rel=preload as=image href=@/preload.png><link rel=prerender href=@/prerender>
        <style>@import url(@/import.css); @font-face{font-family:f;src:url(@/font.woff)} p{font-family:f} .s{background-image:url(@/sheet.png)} .c::before{content:url(@/content.png)}</style>
        </head><body background="@/body.png">
        <p class="s c">Neuigkeiten</p>
        <img class=a src=@/a.png width=40 height=40 alt=A><img class=b srcset="@/set.png 2x" width=40 height=40 alt=B>
        <picture><source srcset=@/source.png><img class=c src=@/picture.png width=40 height=40 alt=C></picture>
        <div style="background:url('@/inline.png')">Text</div><div style="list-style-image:url(@/list.png);cursor:url(@/cursor.cur),auto;border-image:url(@/border.png) 1">Text</div>
        <video poster=@/poster.png src=@/video.mp4 autoplay preload=auto></video><audio src=@/audio.mp3 autoplay preload=auto></audio>
        <object data=@/object></object><embed src=@/embed><iframe src=@/iframe></iframe><input type=image src=@/input.png>
        <svg><image href=@/svg.png /><use href="@/use.svg#x" /><feImage href=@/fe.png /></svg>
        <img src=@/pixel.gif width=1 height=1><img src=@/wf/open?upn=1 width=80 height=20>
        <a href="@/go?id=1&utm_source=mail" ping=@/ping>https://bank.example/login</a>
        </body></html>
        """;

    [Fact]
    public async Task Nothing_is_asked_for_before_consent_and_pictures_alone_by_the_program_after_it()
    {
        await using var sender = new ScriptedHttpServer();
        foreach (var path in new[] { "/a.png", "/set.png", "/picture.png", "/body.png", "/sheet.png", "/inline.png", "/list.png", "/border.png" })
            sender.On(path, "200 OK\r\nContent-Type: image/png", Png);
        var html = Everything.Replace("@import", "\u0001", StringComparison.Ordinal).Replace("@font", "\u0002", StringComparison.Ordinal)
            .Replace("@", $"http://127.0.0.1:{sender.Port}", StringComparison.Ordinal).Replace("\u0001", "@import", StringComparison.Ordinal).Replace("\u0002", "@font", StringComparison.Ordinal);
        await PutAsync("INBOX", new Letter("Newsletter") { Html = html });
        var mail = await SignedInAsync();
        var outside = new List<string>();
        mail.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Webmail.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                outside.Add(request.Url);
        };
        await mail.OpenAsync(1);
        await Expect(mail.Body).ToContainTextAsync("Neuigkeiten");
        await Expect(mail.Reader.Locator("[data-testid=trackers]:visible")).ToContainTextAsync("2 tracking pixels");
        var link = mail.Body.Locator("a");
        await Expect(link).ToHaveAttributeAsync("href", new Regex(@"^link\?m=[\w-]+$"));
        await Expect(link).ToHaveAttributeAsync("title", new Regex(@"/go\?id=1$"));
        await Expect(link.Locator(".wm-target")).ToHaveTextAsync("127.0.0.1");
        var warning = await mail.Page.Context.RunAndWaitForPageAsync(() => link.ClickAsync());
        await Expect(warning.GetByTestId("marked-link")).ToContainTextAsync("Shown is bank.example, opened is 127.0.0.1");
        await AccessibilityTests.CheckAsync(warning, "a marked link");
        await Expect(warning.Locator("[data-do=open]")).ToHaveAttributeAsync("href", new Regex(@"/go\?id=1$"));
        await Expect(warning.Locator("[data-do=leave]")).ToBeFocusedAsync();
        var closed = new TaskCompletionSource();
        warning.Close += (_, _) => closed.TrySetResult();
        // A key would be let go in a tab that is not there any more.
        await warning.Locator("[data-do=leave]").EvaluateAsync("link => setTimeout(() => link.click())");
        await closed.Task.WaitAsync(TimeSpan.FromMilliseconds(Chromium.Patience), Cancelled);
        Assert.Equal(0, sender.Connections);

        var bar = mail.Reader.Locator("[data-testid=remote-content-bar]:visible");
        await mail.Page.RunAndWaitForResponseAsync(() => bar.GetByText("Everyone at outside.test").ClickAsync(), answer => answer.Url.Contains("/always", StringComparison.Ordinal));
        await Expect(bar).ToHaveCountAsync(0);
        foreach (var name in new[] { "img.a", "img.b", "img.c" })
            Assert.Equal(1, await mail.Body.Locator(name).EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)"));
        // Paper waits for them: what is printed has the three.
        await mail.Page.Context.AddInitScriptAsync("window.print = () => document.documentElement.dataset.printed = [...document.images].filter(image => image.naturalWidth > 0).length");
        await mail.Row(1).ClickAsync(new() { Button = Microsoft.Playwright.MouseButton.Right });
        var paper = await mail.Page.Context.RunAndWaitForPageAsync(() => mail.Action("print").ClickAsync());
        await Expect(paper.Locator("html")).ToHaveAttributeAsync("data-printed", "3");
        await paper.CloseAsync();
        await Elsewhere.UntilAsync(() => Task.FromResult(Paths(sender)), paths => paths.Contains("/inline.png") && paths.Contains("/body.png") && paths.Contains("/sheet.png"), "the pictures of styles are asked for");

        Assert.Empty(outside);
        Assert.Subset(new HashSet<string> { "/a.png", "/set.png", "/picture.png", "/body.png", "/sheet.png", "/inline.png", "/border.png" }, Paths(sender).ToHashSet());
        Assert.All(sender.Requests, request =>
        {
            Assert.Contains("User-Agent: " + RemoteClient.UserAgent, request, StringComparison.Ordinal);
            Assert.DoesNotContain("Cookie:", request, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Referer:", request, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Accept-Language:", request, StringComparison.OrdinalIgnoreCase);
        });

        await mail.Page.GotoAsync("/settings/reading");
        await mail.ReadyAsync();
        await mail.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Remove Everyone at outside.test" }).ClickAsync();
        await Expect(mail.Page.GetByText("Nobody. Images from the internet stay blocked")).ToBeVisibleAsync();
    }

    private static List<string> Paths(ScriptedHttpServer sender) => [.. sender.Requests.Select(static request => request.Split(' ')[1])];
}
