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
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var user = $"newsletters@{servers.Domain}";
        await servers.AddUserAsync(user, "secret");
        // In sight, and so fetched ahead, is what a click usually meets; the mailbox is longer than that.
        await servers.Modern.LoadAsync(user, Enumerable.Range(1, rounds).Select(Letter), cancellationToken);
        await using var context = await browser.NewContextAsync(new() { BaseURL = program.Address.ToString(), Locale = "en-GB", ViewportSize = new() { Width = 1440, Height = 900 } });
        context.SetDefaultTimeout(20_000);
        await context.AddInitScriptAsync(Probe.Script);
        var mail = new MailPage(await context.NewPageAsync());
        await mail.SignInAsync(user);
        var probe = new Probe(mail.Page);
        var times = new List<double>();
        for (var uid = (uint)rounds; uid > 0 && !cancellationToken.IsCancellationRequested; uid--)
        {
            var row = mail.Row(uid);
            await row.ScrollIntoViewIfNeededAsync();
            var shown = string.Create(CultureInfo.InvariantCulture, $"document.getElementById('reader').dataset.uid === '{uid}'");
            times.Add((await probe.MeasureAsync("click", shown, () => row.ClickAsync())).Milliseconds);
        }
        table.Add("newsletter of 200 KB: click to painted", times, 80);
    }

    private static StoredMessage Letter(int number)
    {
        var html = LargeNewsletter.Make(LargeNewsletter.Kinds[number % LargeNewsletter.Kinds.Count], 200_000).ReplaceLineEndings("\r\n");
        var source = $"From: Shop <news@shop.example>\r\nTo: me@example.test\r\nSubject: Newsletter {number}\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{html}\r\n";
        return new StoredMessage("INBOX", new DateTimeOffset(2026, 11, 1, 8, number % 60, 0, TimeSpan.Zero), "", Encoding.UTF8.GetBytes(source));
    }
}
