using System.Globalization;
using Microsoft.Playwright;
using Webmail.EndToEnd.Tests.Browser;
using Webmail.MailServers;

namespace Webmail.Bench;

/// <summary>What a person waits for who looks at their filters: the rules, and the word that a change is saved.</summary>
internal sealed class FilterBench(IBrowser browser, WebmailProgram program, PrivateMailServers servers, int rounds, ResultTable table)
{
    // More than most people have.
    private const int Rules = 20;

    private const string Shown = """
        if (location.pathname.endsWith('/filters')) window.__rules = __probe.shown(() => document.querySelector('[data-testid=filter-rule]')?.offsetHeight > 0);
        """;

    private const string Put = """
        async text => {
          const { ask } = await import(new URL('js/compose-http.js', document.baseURI));
          const { name, version } = await ask('GET', 'filters/script');
          const answer = await ask('PUT', 'filters/script', { text, name, version });
          if (answer.state !== 'saved') throw new Error(JSON.stringify(answer));
        }
        """;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (opened, firsts, saves) = (new List<double>(), new List<double>(), new List<double>());
        var user = $"sorter@{servers.Domain}";
        await servers.AddUserAsync(user, "secret");
        await using var context = await browser.NewContextAsync(new() { BaseURL = program.Address.ToString(), Locale = "en-GB", ViewportSize = new() { Width = 1440, Height = 900 } });
        context.SetDefaultTimeout(20_000);
        await context.AddInitScriptAsync(Probe.Script);
        await context.AddInitScriptAsync(Shown);
        var mail = new MailPage(await context.NewPageAsync());
        await mail.SignInAsync(user);
        var script = string.Concat(Enumerable.Range(0, Rules).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"# webmail:filter \"Rule {i}\"\r\nif header :contains \"Subject\" \"word {i}\" {{\r\n    fileinto \"Archive\";\r\n}}\r\n")));
        await mail.Page.EvaluateAsync(Put, $"require [\"fileinto\"];\r\n{script}");
        var probe = new Probe(mail.Page);
        for (var round = 0; round < rounds && !cancellationToken.IsCancellationRequested; round++)
        {
            await mail.Page.GotoAsync("/filters");
            opened.Add(await mail.Page.EvaluateAsync<double>("__rules.then(end => end - performance.timeOrigin)"));
            await mail.ReadyAsync();
            for (var save = 0; save < 3; save++)
            {
                var rule = mail.Page.Locator($"[data-testid=filter-rule][data-index='{save}']");
                var isOn = await rule.GetByRole(AriaRole.Switch).IsCheckedAsync();
                var told = $"document.querySelector('[data-testid=toast]')?.textContent.includes('“Rule {save}” switched {(isOn ? "off" : "on")}')";
                (save == 0 ? firsts : saves).Add((await probe.MeasureAsync("click", told, () => rule.GetByRole(AriaRole.Switch).ClickAsync())).Milliseconds);
            }
        }

        table.Add("filters: opened", opened, 150);
        table.Add("filters: the very first save of the program", firsts[..1], 200);
        table.Add("filters: first save of a page", firsts[1..], 200);
        table.Add("filters: further saves", saves, 200);
    }
}
