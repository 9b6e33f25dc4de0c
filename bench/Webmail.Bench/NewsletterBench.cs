using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Webmail.EndToEnd.Tests.Browser;
using Webmail.MailServers;
using Webmail.MailServers.Loading;

namespace Webmail.Bench;

/// <summary>What a person waits for who clicks on a newsletter of 200 KB: until its frame is painted.</summary>
internal sealed class NewsletterBench(IBrowser browser, WebmailProgram program, PrivateMailServers servers, int rounds, ResultTable table)
{
    /// <summary>Whether a message's body has come, ahead of any click: what a sandboxed frame did with it nobody else may see.</summary>
    private const string Fetched = "uid => performance.getEntriesByType('resource').some(entry => entry.responseEnd > 0 && new URL(entry.name).pathname.endsWith(`/${uid}/body`))";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var user = $"newsletters@{servers.Domain}";
        await servers.AddUserAsync(user, "secret");
        await servers.Modern.LoadAsync(user, Enumerable.Range(1, 2 * rounds).Select(Letter), cancellationToken);
        await using var context = await browser.NewContextAsync(new() { BaseURL = program.Address.ToString(), Locale = "en-GB", ViewportSize = new() { Width = 1440, Height = 900 } });
        context.SetDefaultTimeout(20_000);
        await context.AddInitScriptAsync(Probe.Script);
        var mail = new MailPage(await context.NewPageAsync());
        await mail.SignInAsync(user);
        var probe = new Probe(mail.Page);
        // In sight for a moment, and so fetched ahead, is what a click usually meets; who goes through them faster than that is measured in the second half.
        await MeasureAsync("newsletter of 200 KB: click to painted", waits: true, Enumerable.Range(rounds + 1, rounds).Reverse());
        await MeasureAsync("… one click right after the other", waits: false, Enumerable.Range(1, rounds).Reverse());

        async Task MeasureAsync(string what, bool waits, IEnumerable<int> uids)
        {
            var times = new List<double>();
            foreach (var uid in uids.TakeWhile(_ => !cancellationToken.IsCancellationRequested))
            {
                var row = mail.Row((uint)uid);
                await row.ScrollIntoViewIfNeededAsync();
                if (waits)
                    await mail.Page.WaitForFunctionAsync(Fetched, uid);
                var shown = string.Create(CultureInfo.InvariantCulture, $"document.getElementById('reader').dataset.uid === '{uid}'");
                times.Add((await probe.MeasureAsync("click", shown, () => row.ClickAsync())).Milliseconds);
            }
            table.Add(what, times, 80);
        }
    }

    private static StoredMessage Letter(int number)
    {
        var html = LargeNewsletter.Make(LargeNewsletter.Kinds[number % LargeNewsletter.Kinds.Count], 200_000).ReplaceLineEndings("\r\n");
        var source = $"From: Shop <news@shop.example>\r\nTo: me@example.test\r\nSubject: Newsletter {number}\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{html}\r\n";
        return new StoredMessage("INBOX", new DateTimeOffset(2026, 11, 1, 8, number % 60, 0, TimeSpan.Zero), "", Encoding.UTF8.GetBytes(source));
    }
}
