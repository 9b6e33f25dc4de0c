using System.Globalization;
using MailKit;
using Microsoft.Playwright;
using Webmail.EndToEnd.Tests.Browser;
using Webmail.MailServers;

namespace Webmail.Bench;

/// <summary>What a person waits for who writes: the composer, the word that a message is on its way, and the message at the other end.</summary>
internal sealed class WritingBench(IBrowser browser, WebmailProgram program, PrivateMailServers servers, int rounds, ResultTable table)
{
    private const string Ready =
        "document.activeElement?.dataset.field === 'to' && document.querySelector('[data-testid=composer]:not([aria-busy])')?.offsetHeight > 0";

    // Not by the page's own button: that waits for the seconds in which sending can be taken back.
    private const string SendNow = """
        async ([to, subject]) => {
          const { ask } = await import(new URL('js/compose-http.js', document.baseURI));
          const host = document.getElementById('compose'), id = crypto.randomUUID();
          const draft = { id, messageId: `${crypto.randomUUID()}@${host.dataset.domain}`, kind: 'new', sources: [], from: null, to: [to], cc: [], bcc: [], subject,
            html: '<div>Good morning</div>', text: 'Good morning', attachments: [], inReplyTo: null, references: [], asksForReceipt: false, priority: 0, savedAs: null };
          const begun = performance.timeOrigin + performance.now();
          const answer = await ask('POST', `compose/${id}/send?now=true`, draft);
          if (!answer.outbox) throw new Error(JSON.stringify(answer));
          return [begun, performance.timeOrigin + performance.now()];
        }
        """;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (user, other) = ($"writer@{servers.Domain}", $"reader@{servers.Domain}");
        await servers.AddUserAsync(user, "secret");
        await servers.AddUserAsync(other, "secret");
        await servers.Modern.SeedAsync(user, "INBOX", 1_000, cancellationToken);
        await using var context = await browser.NewContextAsync(new() { BaseURL = program.Address.ToString(), Locale = "en-GB", ViewportSize = new() { Width = 1440, Height = 900 } });
        context.SetDefaultTimeout(20_000);
        await context.AddInitScriptAsync(Probe.Script);
        var mail = new MailPage(await context.NewPageAsync());
        await mail.SignInAsync(user);
        var probe = new Probe(mail.Page);
        using var reader = await servers.Modern.ConnectAsync(other, cancellationToken);
        await reader.Inbox.OpenAsync(FolderAccess.ReadOnly, cancellationToken);

        var (ready, confirmed, answered, delivered) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var composer = new ComposerPage(mail.Page);
        for (var round = 0; round < rounds && !cancellationToken.IsCancellationRequested; round++)
        {
            await mail.List.FocusAsync();
            ready.Add((await probe.MeasureAsync("keydown", Ready, () => mail.Page.Keyboard.PressAsync("c"))).Milliseconds);
            await composer.Field("to").FillAsync(other);
            await composer.Field("to").PressAsync("Enter");
            await composer.Field("subject").FillAsync(string.Create(CultureInfo.InvariantCulture, $"Round {round}"));
            await composer.TypeAsync("Good morning");
            const string told = "!document.querySelector('[data-testid=composer]') && document.querySelector('#page-notice [data-testid=toast]')?.offsetHeight > 0";
            confirmed.Add((await probe.MeasureAsync("click", told, () => composer.Window.Locator("[data-action=send]").ClickAsync())).Milliseconds);
            await mail.Page.Locator("[data-testid=toast] [data-action=undo]").ClickAsync();
            await composer.Window.Locator("[data-action=discard]").ClickAsync();
            await mail.Page.Locator("#page-notice [data-do=close]").Last.ClickAsync();

            var count = reader.Inbox.Count;
            var arrives = Task.Run(async () => await MailboxBench.UntilAsync(reader, () => reader.Inbox.Count > count, cancellationToken), cancellationToken);
            var times = await mail.Page.EvaluateAsync<double[]>(SendNow, new[] { other, string.Create(CultureInfo.InvariantCulture, $"Now {round}") });
            answered.Add(times[1] - times[0]);
            delivered.Add(await arrives - times[0]);
        }

        table.Add("composer ready (key)", ready, 30);
        table.Add("send: confirmed", confirmed, 150);
        table.Add("send: stored in the outbox", answered, null);
        table.Add("send: in the recipient's mailbox, undo window 0", delivered, 60);
    }
}
