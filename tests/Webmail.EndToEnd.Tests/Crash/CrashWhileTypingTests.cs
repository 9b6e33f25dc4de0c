using System.Diagnostics;
using System.Globalization;
using MailKit.Search;
using Microsoft.Playwright;
using Webmail.EndToEnd.Tests.Browser;
using Webmail.EndToEnd.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Crash;

/// <summary>
/// The program, or the browser, killed with SIGKILL at a moment by chance while a person types: what was typed more than a second before is
/// there again. <c>WEBMAIL_KILLS</c> says how often, a fifth of it; without, once each.
/// </summary>
public sealed class CrashWhileTypingTests(OwnMailServersFixture fixture) : IClassFixture<OwnMailServersFixture>
{
    private static readonly TimeSpan MayBeLost = TimeSpan.FromSeconds(1);

    private readonly string _profile = Directory.CreateTempSubdirectory("webmail-chromium-").FullName;
    private readonly CrashTable _table = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("WEBMAIL_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted / 5 : 2;

    [Fact]
    public async Task What_was_typed_more_than_a_second_ago_comes_back()
    {
        Assert.SkipUnless(fixture.Servers.Submission is not null, "Postfix needs root.");
        var user = await fixture.NewUserAsync();
        await using var program = new MortalProgram(fixture.Servers);
        await program.StartAsync(Cancelled);
        using var playwright = await Playwright.CreateAsync();
        using var server = await Elsewhere.ConnectAsync(fixture.Servers.Modern, user);
        var context = await LaunchAsync(playwright, program);
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                var mail = new MailPage(context.Pages[0]);
                await EnterAsync(mail, user);
                var composer = new ComposerPage(mail.Page);
                var subject = string.Create(CultureInfo.InvariantCulture, $"Round {round:000}");
                await composer.WriteAsync("petra@outside.test", subject, "Begun ");
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
                var typing = TypeAsync(mail.Page, "Begun ", stop.Token);
                await Task.Delay(Random.Shared.Next(1_500, 5_000), Cancelled);

                var what = (round % 3) switch { 1 => "the browser", 0 => "the program; the page stays", _ => "the program; the page is loaded anew" };
                var killed = Stopwatch.GetTimestamp();
                if (round % 3 == 1)
                {
                    await KillBrowserAsync();
                    await stop.CancelAsync();
                }
                else
                {
                    await program.KillAsync();
                }

                await stop.CancelAsync();
                var typed = await typing;
                if (round % 3 == 1)
                {
                    context = await LaunchAsync(playwright, program);
                    mail = new MailPage(context.Pages[0]);
                    composer = new ComposerPage(mail.Page);
                    await EnterAsync(mail, user);
                }
                else
                {
                    await program.StartAsync(Cancelled);
                    if (round % 3 == 2)
                        await mail.Page.ReloadAsync();
                }

                var expected = typed.Last(one => Stopwatch.GetElapsedTime(one.At, killed) > MayBeLost).Text.TrimEnd();
                await Expect(composer.Windows).ToHaveCountAsync(1);
                await Expect(composer.Field("subject")).ToHaveValueAsync(subject);
                await Expect(composer.Editor).ToContainTextAsync(expected);
                var copy = await OnlyCopyAsync(server, subject, expected);
                var back = (await composer.Editor.InnerTextAsync()).Trim().Length;
                _table.Add(what, back >= typed[^1].Text.Trim().Length ? "all there" : "all but the last second there");
                await composer.Window.Locator("[data-do=close]").ClickAsync();
                await Expect(composer.Windows).ToHaveCountAsync(0);
                await server.StoreAsync("Drafts", MailKit.StoreAction.Add, MailKit.MessageFlags.Deleted, copy);
                // A page whose circuit the new program does not know loads itself anew.
                await Expect(mail.Page.Locator("html[data-circuit]")).ToHaveCountAsync(0);
                await mail.ReadyAsync();
            }
        }
        finally
        {
            TestContext.Current.TestOutputHelper?.WriteLine(_table.ToString());
            await context.CloseAsync();
            Directory.Delete(_profile, recursive: true);
        }

        var folder = Directory.CreateDirectory(Path.Combine(WebmailProgram.RepositoryRoot, "artifacts", "test"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "crash-typing.txt"), _table.ToString(), Cancelled);
        Assert.True(program.Complaints.Count == 0, string.Join('\n', program.Complaints));
    }

    /// <summary>Waits until the mail server has one copy, with the text: the page tries again after a pause that grows.</summary>
    private static async Task<uint> OnlyCopyAsync(Elsewhere server, string subject, string text)
    {
        using var time = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var tries = 0; ; tries++)
        {
            var copies = await server.UidsAsync("Drafts", SearchQuery.HeaderContains("Subject", subject).And(SearchQuery.NotDeleted));
            if (copies is [var only])
            {
                using var message = await server.MessageAsync("Drafts", only);
                if (string.Join(' ', message.TextBody!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Contains(text, StringComparison.Ordinal))
                    return only;
            }

            Assert.True(tries < 300, $"{subject}: {copies.Count} copies, and not with all of the text.");
            await time.WaitForNextTickAsync(Cancelled);
        }
    }

    private async Task<IBrowserContext> LaunchAsync(IPlaywright playwright, MortalProgram program)
    {
        var options = Chromium.Options();
        var context = await playwright.Chromium.LaunchPersistentContextAsync(_profile, new()
        {
            ExecutablePath = options.ExecutablePath,
            Args = options.Args,
            BaseURL = program.Address.ToString(),
            Locale = "en-GB",
            ViewportSize = new() { Width = 1440, Height = 900 },
        });
        context.SetDefaultTimeout(Chromium.Patience);
        if (context.Pages.Count == 0)
            await context.NewPageAsync();
        return context;
    }

    /// <summary>To the mailbox, by the form if the sign-in did not outlive the browser.</summary>
    private static async Task EnterAsync(MailPage mail, string user)
    {
        await mail.Page.GotoAsync("/mail");
        if (await mail.Page.Locator("input[name=password]:visible").CountAsync() > 0)
            await mail.SubmitSignInAsync(user, "secret");
        await mail.ReadyAsync();
    }

    /// <summary>Types until it is told to stop, or the browser has gone, and says what was there when.</summary>
    private static async Task<List<(long At, string Text)>> TypeAsync(IPage page, string begun, CancellationToken cancellationToken)
    {
        var typed = new List<(long, string)> { (Stopwatch.GetTimestamp(), begun) };
        try
        {
            for (var word = 0; !cancellationToken.IsCancellationRequested; word++)
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"word{word} ");
                await page.Keyboard.TypeAsync(text, new() { Delay = 20 });
                typed.Add((Stopwatch.GetTimestamp(), typed[^1].Item2 + text));
                await Task.Delay(Random.Shared.Next(0, 500), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is PlaywrightException or OperationCanceledException)
        {
            // It was killed.
        }

        return typed;
    }

    private async Task KillBrowserAsync()
    {
        var killed = new List<Process>();
        foreach (var process in Process.GetProcesses())
        {
            if (CommandLine(process.Id).Contains(_profile, StringComparison.Ordinal))
            {
                process.Kill();
                killed.Add(process);
            }
            else
            {
                process.Dispose();
            }
        }

        Assert.NotEmpty(killed);
        foreach (var process in killed)
        {
            using (process)
                await process.WaitForExitAsync(Cancelled);
        }

        // The next one would think that this one still runs.
        File.Delete(Path.Combine(_profile, "SingletonLock"));
    }

    private static string CommandLine(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";   // It has ended.
        }
    }
}
