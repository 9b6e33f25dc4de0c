using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace Webmail.EndToEnd.Tests.Walls;

/// <summary>Shows documents in frames of one page and says what came of it.</summary>
/// <param name="Scripts">Scripts that ran.</param>
/// <param name="Requests">Requests besides the documents.</param>
/// <param name="Changes">What changed outside of the frames.</param>
/// <param name="Unfinished">Pages whose frames were not all loaded in time: a script that writes its own document anew never ends doing so.</param>
public sealed record WallTrial(IReadOnlyList<string> Scripts, IReadOnlyList<string> Requests, IReadOnlyList<string> Changes, IReadOnlyList<string> Unfinished)
{
    /// <summary>Frames in one page: more are not quicker.</summary>
    private const int FramesAtOnce = 60;

    private const string Outer = """
        <!DOCTYPE html><title>outer</title><h1>outer</h1><script>
        const loaded = new Set();
        const look = () => { if (document.readyState !== 'loading' && loaded.size === document.querySelectorAll('iframe').length) document.body.dataset.done = 'true'; };
        document.addEventListener('load', e => { if (e.target.localName === 'iframe') { loaded.add(e.target); look(); } }, true);
        addEventListener('DOMContentLoaded', look);
        </script>
        """;

    // Whatever a payload calls to show that it runs says so on the console, which the browser's driver hears from every frame.
    private const string Reporter =
        "for (const name of ['alert','confirm','prompt','print']) Object.defineProperty(globalThis, name, { value: () => console.log('wall:ran ' + location.pathname) });";

    /// <summary>Shows them.</summary>
    /// <param name="browser">In which browser; it gets a context of its own.</param>
    /// <param name="documents">The frames' documents.</param>
    /// <param name="policy">Their Content-Security-Policy; empty: none.</param>
    /// <param name="sandbox">The frames' attribute; null: none.</param>
    /// <param name="patience">Milliseconds in which a page's frames must be loaded. Behind a broken wall some never are.</param>
    public static async Task<WallTrial> RunAsync(IBrowser browser, IReadOnlyList<string> documents, string policy, string? sandbox, float patience = 20_000)
    {
        using var host = new WatchedHost();
        await using var context = await browser.NewContextAsync(new() { Proxy = new() { Server = host.Address, Bypass = "127.0.0.1" } });
        await context.AddInitScriptAsync(Reporter);
        var scripts = new ConcurrentQueue<string>();
        var changes = new ConcurrentQueue<string>();
        var unfinished = new ConcurrentQueue<string>();
        context.Console += (_, message) =>
        {
            if (message.Text.StartsWith("wall:ran", StringComparison.Ordinal))
                scripts.Enqueue(message.Text);
        };
        for (var first = 0; first < documents.Count; first += FramesAtOnce)
        {
            var outer = new StringBuilder(Outer);
            for (var i = first; i < Math.Min(first + FramesAtOnce, documents.Count); i++)
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"/document/{i}");
                host.Put(path, documents[i], policy);
                outer.Append(CultureInfo.InvariantCulture, $"<iframe src=\"{path}\"{(sandbox is null ? "" : $" sandbox=\"{sandbox}\"")} referrerpolicy=\"no-referrer\"></iframe>");
            }
            host.Put("/outer", outer.ToString(), "");
            host.Put("/favicon.ico", "", "");
            if (!await ShowAsync(context, host, changes, patience))
                unfinished.Enqueue($"documents from {first} on");
        }
        if (host.Serving.IsFaulted)
            await host.Serving;
        return new WallTrial([.. scripts], host.Strays, [.. changes], [.. unfinished]);
    }

    /// <summary>Shows one page; false if not all of its frames were loaded.</summary>
    private static async Task<bool> ShowAsync(IBrowserContext context, WatchedHost host, ConcurrentQueue<string> changes, float patience)
    {
        var page = await context.NewPageAsync();
        page.Popup += (_, popup) => changes.Enqueue("a window opened: " + popup.Url);
        page.FrameNavigated += (_, frame) =>
        {
            if (frame == page.MainFrame && frame.Url != host.Address + "/outer")
                changes.Enqueue("the page went to " + frame.Url);
        };
        await page.GotoAsync(host.Address + "/outer", new() { Timeout = 60_000, WaitUntil = WaitUntilState.DOMContentLoaded });
        var finished = true;
        try
        {
            await page.WaitForFunctionAsync("() => document.body?.dataset.done", null, new() { Timeout = patience });
        }
        catch (TimeoutException)
        {
            finished = false;
        }
        try
        {
            // Two frames of the screen: what begins with the load has begun.
            await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            var state = await page.EvaluateAsync<string>("() => [document.title, window.name, document.querySelector('h1')?.outerHTML, document.body.children.length === document.querySelectorAll('body > iframe').length + 2].join('|')");
            if (state != "outer||<h1>outer</h1>|true")
                changes.Enqueue("the page around has changed: " + state);
        }
        catch (PlaywrightException fault)
        {
            changes.Enqueue("the page around has gone: " + fault.Message);
        }
        await page.CloseAsync();
        return finished;
    }
}
