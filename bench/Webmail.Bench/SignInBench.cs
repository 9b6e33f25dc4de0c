using Microsoft.Playwright;
using Webmail.EndToEnd.Tests.Browser;

namespace Webmail.Bench;

/// <summary>From the button of the sign-in page to the rows of the mailbox, and the bytes that a first visit takes.</summary>
internal sealed class SignInBench(IBrowser browser, WebmailProgram program, string user, int rounds, ResultTable table)
{
    /// <summary>A browser that was never here.</summary>
    public async Task<IBrowserContext> NewContextAsync()
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = program.Address.ToString(),
            Locale = "en-GB",
            ViewportSize = new() { Width = 1440, Height = 900 },
        });
        context.SetDefaultTimeout(20_000);
        await context.AddInitScriptAsync(Probe.Script);
        return context;
    }

    /// <summary>Signs in; the milliseconds from the click to the first frame with rows.</summary>
    public async Task<double> EnterAsync(IPage page)
    {
        await page.GotoAsync("/login");
        await page.FillAsync("input[name=username]", user);
        await page.FillAsync("input[name=password]", "secret");
        await page.ClickAsync("form:has(input[name=password]) button[type=submit]");
        await page.WaitForURLAsync("**/mail**", new() { WaitUntil = WaitUntilState.Commit });
        var milliseconds = await page.EvaluateAsync<double>("__rows.then(at => at - Number(sessionStorage.begun))");
        await page.Locator("body[data-ready=true]").WaitForAsync();
        return milliseconds;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (cold, warm, bytes) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds && !cancellationToken.IsCancellationRequested; round++)
        {
            await using var context = await NewContextAsync();
            var page = await context.NewPageAsync();
            var network = await context.NewCDPSessionAsync(page);
            double sum = 0;
            network.Event("Network.loadingFinished").OnEvent += (_, finished) => sum += finished!.Value.GetProperty("encodedDataLength").GetDouble();
            await network.SendAsync("Network.enable");
            cold.Add(await EnterAsync(page));
            bytes.Add(sum / 1024);
            // Sessions that stay open take a share of the machine, and of the notes on changed files that Linux gives a user (128).
            await LeaveAsync(page);
            warm.Add(await EnterAsync(page));
            await LeaveAsync(page);
        }

        table.Add("sign-in to rows, warm browser cache", warm, 150);
        table.Add("sign-in to rows, cold browser cache", cold, 250);
        table.Add("first visit, sign-in page and mailbox (KB)", bytes, 350);
    }

    private static async Task LeaveAsync(IPage page)
    {
        await page.ClickAsync("[popovertarget=account-menu]");
        await page.ClickAsync("form[action$=logout] button[type=submit]");
        await page.Locator("input[name=password]").WaitForAsync();
    }
}
