using System.Globalization;
using Microsoft.Playwright;
using Webmail.EndToEnd.Tests.Browser;
using Webmail.EndToEnd.Tests.Crash;
using Webmail.Engine.Submission;
using Webmail.MailServers;

namespace Webmail.Bench;

/// <summary>How soon those who are meant stand below the field, for a person who has written to ten thousand.</summary>
internal sealed class CompletionBench(IBrowser browser, WebmailProgram program, PrivateMailServers servers, ResultTable table)
{
    private const int Messages = 10;

    // As many as a message may have.
    private const int RecipientsOfEach = 1_000;

    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private static readonly string[] Syllables = ["an", "el", "ir", "or"];

    // The answer alone, as the page asks for it, and not out of what it remembers.
    private const string Ask = """
        async typed => {
          const begun = performance.now();
          const answer = await fetch(new URL('compose/recipients', document.baseURI), { headers: { Accept: 'application/json', 'Webmail-Typed': typed } });
          const found = (await answer.json()).contacts.length;
          if (!found) throw new Error('nobody was found for ' + typed);
          return performance.now() - begun;
        }
        """;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var user = $"correspondent@{servers.Domain}";
        await servers.AddUserAsync(user, "secret");
        using (var person = new HttpPerson(program.Address))
        {
            await person.SignInAsync(user, cancellationToken);
            for (var message = 0; message < Messages; message++)
                await WriteToAsync(person, message, cancellationToken);
        }

        await using var context = await browser.NewContextAsync(new() { BaseURL = program.Address.ToString(), Locale = "en-GB", ViewportSize = new() { Width = 1440, Height = 900 } });
        context.SetDefaultTimeout(20_000);
        await context.AddInitScriptAsync(Probe.Script);
        var mail = new MailPage(await context.NewPageAsync());
        await mail.SignInAsync(user);
        var (probe, field) = (new Probe(mail.Page), new ComposerPage(mail.Page).Field("to"));
        await mail.Page.Keyboard.PressAsync("c");
        await Assertions.Expect(field).ToBeFocusedAsync();

        var (answers, firsts, seconds) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var letter in Letters)
        {
            var two = string.Create(CultureInfo.InvariantCulture, $"{letter}{Syllables[0][0]}");
            answers.Add(await mail.Page.EvaluateAsync<double>(Ask, letter.ToString()));
            answers.Add(await mail.Page.EvaluateAsync<double>(Ask, two));
            firsts.Add((await probe.MeasureAsync("keydown", Offered(letter.ToString()), () => mail.Page.Keyboard.PressAsync(letter.ToString()))).Milliseconds);
            seconds.Add((await probe.MeasureAsync("keydown", Offered(two), () => mail.Page.Keyboard.PressAsync(two[1..]))).Milliseconds);
            await field.FillAsync("");
        }

        table.Add("completion among 10,000: the answer alone", answers, 50);
        table.Add("completion among 10,000: first letter to the list", firsts, 50);
        table.Add("completion among 10,000: second letter to the list", seconds, 50);
    }

    private async Task WriteToAsync(HttpPerson person, int message, CancellationToken cancellationToken)
    {
        var recipients = Enumerable.Range(message * RecipientsOfEach, RecipientsOfEach).Select(number => string.Create(
            CultureInfo.InvariantCulture, $"{Name(number / 104, "a")} {Name(number % 104, "mann")} <p{number}@outside.test>"));
        var draft = new Draft { Id = Guid.NewGuid(), MessageId = $"{Guid.NewGuid():N}@{servers.Domain}", To = [.. recipients], Subject = "Many", Text = "Good morning" };
        if (!await person.SendAsync(draft, cancellationToken))
            throw new InvalidOperationException("A message was not taken.");
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await person.StepAsync(draft.Id, cancellationToken) is not "done")
            await look.WaitForNextTickAsync(cancellationToken);
    }

    private static string Name(int number, string end) =>
        string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(Letters[number % Letters.Length])}{Syllables[number / Letters.Length % Syllables.Length]}{end}");

    /// <summary>All that are offered fit what was typed: those for one letter less are gone.</summary>
    private static string Offered(string typed) =>
        $"document.activeElement.getAttribute('aria-expanded') === 'true' && [...document.querySelectorAll('[role=option]')].every(one => one.title.toLowerCase().split(/[^a-z0-9]+/).some(word => word.startsWith('{typed}')))";
}
