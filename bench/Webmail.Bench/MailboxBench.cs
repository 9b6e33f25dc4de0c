using System.Globalization;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Microsoft.Playwright;
using Webmail.EndToEnd.Tests.Browser;
using Webmail.MailServers;

namespace Webmail.Bench;

/// <summary>What a person waits for, in a mailbox of one size.</summary>
internal sealed class MailboxBench(IBrowser browser, WebmailProgram program, DovecotServer dovecot, string user, int size, int rounds, ResultTable table)
{
    private readonly bool _large = size >= 100_000;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var signIn = new SignInBench(browser, program, user, rounds, table);
        await signIn.RunAsync(cancellationToken);
        await using var context = await signIn.NewContextAsync();
        var page = await context.NewPageAsync();
        await signIn.EnterAsync(page);
        var probe = new Probe(page);
        using var second = await dovecot.ConnectAsync(user, cancellationToken);
        await TryAsync("reload of the open mailbox", () => ReloadAsync(page));
        await TryAsync("open a message (click)", () => OpenAsync(page, probe));
        await TryAsync("next message (keyboard)", () => NextAsync(page, probe));
        await TryAsync("mailbox of 20 messages opens", () => SwitchAsync(page, probe));
        await TryAsync("jump to the end of the list", () => JumpAsync(page, probe));
        await TryAsync("delete: row gone", () => DeleteAsync(page, probe, second, cancellationToken));
        if (size == 1_000)
            await TryAsync("mark all 1,000 read: rows", () => MarkAllAsync(page, probe, second, cancellationToken));
        await TryAsync("a message opened, beside its body (KB)", () => MessageBytesAsync(page));
        await TryAsync("push", () => new PushBench(dovecot, user, page, probe, table).RunAsync(Math.Max(rounds, 50), cancellationToken));
    }

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string RowOf(uint uid) => $"document.querySelector(\"[data-testid=message-row][data-uid='{uid}']\")";

    private async Task TryAsync(string what, Func<Task> measure)
    {
        await Console.Error.WriteLineAsync(what + " …");
        try
        {
            await measure();
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            table.AddFailure(what, exception.Message);
        }
    }

    private async Task ReloadAsync(IPage page)
    {
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            await page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });
            times.Add(await page.EvaluateAsync<double>("__rows.then(at => at - performance.timeOrigin)"));
            await page.Locator("body[data-ready=true]").WaitForAsync();
        }

        table.Add("reload of the open mailbox", times, 120);
    }

    private async Task OpenAsync(IPage page, Probe probe)
    {
        var (seen, atOnce) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            // Never the neighbour of an open message, which is there already.
            var uid = (uint)(size - round * 3 - 2);
            var row = page.Locator($"[data-testid=message-row][data-uid='{uid}']");
            await row.ScrollIntoViewIfNeededAsync();
            // As long as a person takes at least to read a subject and to aim.
            await page.WaitForTimeoutAsync(400);
            seen.Add((await probe.MeasureAsync("click", Open(uid), () => row.ClickAsync())).Milliseconds);
        }

        table.Add("open a message (click)", seen, _large ? 40 : 35);
        for (var round = 0; round < rounds; round++)
        {
            var uid = (uint)(size - 400 - round * 20);
            await page.Locator("[data-testid=message-list]").EvaluateAsync($"list => list.scrollTop = {400 + (round * 20)} * list.scrollHeight / {size}");
            var row = page.Locator($"[data-testid=message-row][data-uid='{uid}']");
            await row.WaitForAsync();
            atOnce.Add((await probe.MeasureAsync("click", Open(uid), () => row.DispatchEventAsync("click"))).Milliseconds);
        }

        table.Add("open a message that came into sight just now", atOnce, null);
    }

    private async Task NextAsync(IPage page, Probe probe)
    {
        var times = new List<double>();
        await page.GotoAsync("/mail");
        await page.Locator("body[data-ready=true]").WaitForAsync();
        await page.Locator("[data-testid=message-row]").First.ClickAsync();
        for (var round = 0; round < rounds; round++)
        {
            // A glance at each message, as a person who reads on would take at least.
            await page.WaitForTimeoutAsync(250);
            times.Add((await probe.MeasureAsync("keydown", Open((uint)(size - round - 1)), () => page.Keyboard.PressAsync("j"))).Milliseconds);
        }

        table.Add("next message (keyboard)", times, 20);
    }

    private async Task SwitchAsync(IPage page, Probe probe)
    {
        var (small, large) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, top, times) in new[] { ("Small", 20u, small), ("INBOX", (uint)size, large) })
            {
                var shown = $"document.querySelector('[data-testid=message-list]')?.dataset.mailbox === '{name}' && {RowOf(top)}?.offsetHeight > 0";
                times.Add((await probe.MeasureAsync("click", shown, () => page.Locator($"[data-testid=mailbox][data-mailbox='{name}']").ClickAsync())).Milliseconds);
            }
        }

        table.Add("mailbox of 20 messages opens", small, 20);
        table.Add("back to the large one", large, 20);
    }

    private async Task JumpAsync(IPage page, Probe probe)
    {
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            await page.Locator("[data-testid=message-list]").FocusAsync();
            await page.Keyboard.PressAsync("Home");
            await page.Locator($"[data-testid=message-row][data-uid='{size}']").WaitForAsync();
            var last = $"{RowOf(1)}?.getBoundingClientRect().top < innerHeight && {RowOf(1)}.textContent.length > 10";
            times.Add((await probe.MeasureAsync("keydown", last, () => page.Keyboard.PressAsync("End"))).Milliseconds);
        }

        if (_large)
            table.Add("jump to the end, first", times[..1], 50);
        table.Add("jump to the end of the list", _large ? times[1..] : times, 24);
        await page.Keyboard.PressAsync("Home");
    }

    private async Task DeleteAsync(IPage page, Probe probe, ImapClient second, CancellationToken cancellationToken)
    {
        await second.Inbox.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
        var (gone, done) = (new List<double>(), new List<double>());
        await page.GotoAsync("/mail");
        await page.Locator("body[data-ready=true]").WaitForAsync();
        for (var round = 0; round < rounds; round++)
        {
            var row = page.Locator("[data-testid=message-row]").Nth(1);
            var uid = uint.Parse((await row.GetAttributeAsync("data-uid"))!, CultureInfo.InvariantCulture);
            await row.ClickAsync();
            await page.WaitForTimeoutAsync(150);
            var count = second.Inbox.Count;
            var server = Task.CompletedTask;
            double at = 0;
            var (milliseconds, begun) = await probe.MeasureAsync("keydown", $"!({RowOf(uid)}?.offsetHeight > 0)", () =>
            {
                server = Task.Run(async () => at = await UntilAsync(second, () => second.Inbox.Count < count, cancellationToken), cancellationToken);
                return page.Keyboard.PressAsync("#");
            });
            await server;
            gone.Add(milliseconds);
            done.Add(at - begun);
        }

        table.Add("delete: row gone", gone, 17);
        table.Add("delete: done on the server", done, _large ? 50 : 40);
    }

    private async Task MarkAllAsync(IPage page, Probe probe, ImapClient second, CancellationToken cancellationToken)
    {
        var (rows, server) = (new List<double>(), new List<double>());
        // With no message open: one that is read becomes read.
        await page.GotoAsync("/mail");
        await page.Locator("body[data-ready=true]").WaitForAsync();
        for (var round = 0; round < rounds; round++)
        {
            var all = await second.Inbox.SearchAsync(SearchQuery.All, cancellationToken);
            await second.Inbox.StoreAsync(all, new StoreFlagsRequest(StoreAction.Remove, MessageFlags.Seen) { Silent = true }, cancellationToken);
            await page.Locator($"[data-testid=mailbox][data-mailbox=INBOX][data-unread='{all.Count}']").WaitForAsync();
            await page.Locator("[data-testid=message-list]").FocusAsync();
            await page.Keyboard.PressAsync("Control+a");
            await page.Locator("[data-action=select-all]").First.ClickAsync();
            await page.Locator("[data-action=select-all]").First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
            await page.Locator("[data-testid=message-list]").FocusAsync();
            const string read = "[...document.querySelectorAll('[data-testid=message-row]')].every(r => r.dataset.unread === 'false' || r.dataset.pending === 'read')";
            var waiting = Task.CompletedTask;
            double at = 0;
            var (milliseconds, begun) = await probe.MeasureAsync("keydown", read, () =>
            {
                waiting = Task.Run(async () => at = await UntilNoneUnreadAsync(second, cancellationToken), cancellationToken);
                // Shift alone would be the first event.
                return page.Locator("[data-testid=message-list]").DispatchEventAsync("keydown", new { key = "I", shiftKey = true, bubbles = true, cancelable = true });
            });
            await waiting;
            rows.Add(milliseconds);
            server.Add(at - begun);
            await page.Keyboard.PressAsync("Escape");
        }

        table.Add("mark all 1,000 read: rows", rows, 17);
        table.Add("mark all 1,000 read: server", server, 30);
    }

    private async Task MessageBytesAsync(IPage page)
    {
        var network = await page.Context.NewCDPSessionAsync(page);
        var requests = new Dictionary<string, string>();
        var sizes = new Dictionary<string, double>();
        network.Event("Network.requestWillBeSent").OnEvent += (_, sent) =>
            requests[sent!.Value.GetProperty("requestId").GetString()!] = sent.Value.GetProperty("request").GetProperty("url").GetString()!;
        network.Event("Network.loadingFinished").OnEvent += (_, finished) =>
        {
            if (requests.TryGetValue(finished!.Value.GetProperty("requestId").GetString()!, out var url))
                sizes[url] = finished.Value.GetProperty("encodedDataLength").GetDouble() / 1024;
        };
        await network.SendAsync("Network.enable");
        await page.GotoAsync("/mail");
        await page.Locator("body[data-ready=true]").WaitForAsync();
        for (var row = 0; row < 20; row += 4)
        {
            await page.Locator("[data-testid=message-row]").Nth(row).ClickAsync();
            await page.WaitForTimeoutAsync(200);
        }

        var fragments = sizes.Where(one => one.Key.Contains("/message/", StringComparison.Ordinal) && !one.Key.Contains("/body", StringComparison.Ordinal)).Select(one => one.Value).ToList();
        table.Add("a message opened, beside its body (KB)", fragments, 4);
    }

    private static string Open(uint uid) => $"document.querySelector('[data-testid=reader]').dataset.uid === '{Number(uid)}'";

    /// <summary>When it became so.</summary>
    internal static async Task<double> UntilAsync(ImapClient client, Func<bool> isSo, CancellationToken cancellationToken)
    {
        var until = Now() + 20_000;
        while (!isSo() && Now() < until)
            await client.NoOpAsync(cancellationToken);
        return Now();
    }

    private static async Task<double> UntilNoneUnreadAsync(ImapClient client, CancellationToken cancellationToken)
    {
        var until = Now() + 20_000;
        while ((await client.Inbox.SearchAsync(SearchQuery.NotSeen, cancellationToken)).Count > 0 && Now() < until)
        {
        }

        return Now();
    }

    /// <summary>Milliseconds since 1970, as the page counts them.</summary>
    internal static double Now() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
}
