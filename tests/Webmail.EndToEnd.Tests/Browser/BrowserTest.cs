using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webmail.MailServers;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>
/// A test in the browser, with a user and browser contexts of its own. Afterwards neither the page's console nor the program's log may
/// complain, and a failed test leaves a picture in <c>artifacts/test</c>.
/// </summary>
public abstract class BrowserTest(BrowserFixture fixture) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly List<IBrowserContext> _contexts = [];
    private readonly List<IAsyncDisposable> _owned = [];
    private readonly List<WebmailProgram> _programs = [];

    /// <summary>The address this test signs in with; the password is <c>secret</c>.</summary>
    protected string User { get; } = $"user-{Guid.NewGuid():N}@example.test";

    /// <summary>What the console may say in this test.</summary>
    protected Regex? ExpectedInConsole { get; set; }

    /// <summary>What the program's log may say in this test, besides failed sign-ins. For programs of the test's own.</summary>
    protected Regex? ExpectedInLog { get; set; }

    /// <summary>Ends with the test.</summary>
    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The servers of this test.</summary>
    protected PrivateMailServers Servers { get; private set; } = null!;

    /// <summary>The Dovecot behind <see cref="Webmail"/>.</summary>
    protected DovecotServer Dovecot { get; private set; } = null!;

    /// <summary>The program.</summary>
    protected WebmailProgram Webmail { get; private set; } = null!;

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        Servers = await fixture.ServersAsync();
        Dovecot = Servers.Modern;
        Webmail = await fixture.ProgramAsync();
        await Servers.AddUserAsync(User, "secret");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        foreach (var context in _contexts)
        {
            if (failed)
                await PicturesAsync(context);
            await context.CloseAsync();
        }

        var complaints = _complaints.ToList();
        foreach (var program in _programs)
            complaints.AddRange(program.Complaints(ExpectedInLog).Where(line => !BrowserFixture.ExpectedComplaints.IsMatch(line)));
        foreach (var owned in Enumerable.Reverse(_owned))
            await owned.DisposeAsync();
        if (failed && complaints.Count > 0)
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', complaints));
        else
            Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    /// <summary>From now on this test uses the Dovecot with old habits and the program in front of it.</summary>
    protected async Task UsePlainAsync()
    {
        Dovecot = Servers.Plain;
        Webmail = await fixture.ProgramAsync(plain: true);
    }

    /// <summary>From now on this test has a Dovecot and a program of its own, and may stop them.</summary>
    protected async Task UseOwnServersAsync()
    {
        Servers = await PrivateMailServers.StartAsync(new PrivateMailServersOptions { Plain = null, Submission = false }, Cancelled);
        _owned.Add(Servers);
        Dovecot = Servers.Modern;
        await Servers.AddUserAsync(User, "secret");
        await UseOwnProgramAsync(Servers.WebmailSettings(Dovecot));
    }

    /// <summary>From now on this test has a program of its own.</summary>
    protected async Task UseOwnProgramAsync(IReadOnlyDictionary<string, string> settings)
    {
        Webmail = await WebmailProgram.StartAsync(settings, Cancelled);
        _owned.Add(Webmail);
        _programs.Add(Webmail);
    }

    /// <summary>A tab of a browser that knows nothing yet.</summary>
    protected async Task<MailPage> NewBrowserAsync(Action<BrowserNewContextOptions>? change = null)
    {
        var options = new BrowserNewContextOptions
        {
            BaseURL = Webmail.Address.ToString(),
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
            ViewportSize = new() { Width = 1440, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        };
        change?.Invoke(options);
        var context = await (await fixture.BrowserAsync()).NewContextAsync(options);
        context.SetDefaultTimeout(Chromium.Patience);
        _contexts.Add(context);
        // Violations of the policy are errors of the console; exceptions nobody caught are not.
        context.Console += (_, message) =>
        {
            if (message.Type is "error" && ExpectedInConsole?.IsMatch(message.Text) != true)
                _complaints.Enqueue($"console: {message.Text} ({message.Location})");
        };
        context.WebError += (_, error) => _complaints.Enqueue($"page: {error.Error}");
        return await NewTabAsync(context);
    }

    /// <summary>Another tab of the same browser.</summary>
    protected static async Task<MailPage> NewTabAsync(IBrowserContext context) => new(await context.NewPageAsync());

    /// <summary>Signed in, in a new browser, without a look at the form: what a person sees of it is the matter of a few tests, and costs each other one half a second.</summary>
    protected async Task<MailPage> SignedInAsync(Action<BrowserNewContextOptions>? change = null)
    {
        var mail = await NewBrowserAsync(change);
        // The browser's cookies are the requests' cookies.
        var requests = mail.Page.Context.APIRequest;
        var form = requests.CreateFormData().Set("username", User).Set("password", "secret").Set("stay", "true");
        var login = await requests.GetAsync("/login");
        foreach (var (name, value) in Visitor.HiddenFields(await login.TextAsync()))
            form.Set(name, value);
        var answer = await requests.PostAsync("/login", new() { Form = form, MaxRedirects = 0 });
        Assert.Equal(302, answer.Status);
        await mail.Page.GotoAsync("/");
        await mail.ReadyAsync();
        return mail;
    }

    /// <summary>The person's other device.</summary>
    protected Task<Elsewhere> ElsewhereAsync() => Elsewhere.ConnectAsync(Dovecot, User);

    /// <summary>Fills the inbox with invented messages: UIDs from 1, the highest the newest; of the newest 50 each fourth is unread.</summary>
    protected Task SeedAsync(int count, string mailbox = "INBOX") => Dovecot.SeedAsync(User, Dovecot.MailboxName(mailbox), count, Cancelled);

    /// <summary>Puts letters into a mailbox.</summary>
    protected Task PutAsync(string mailbox, params Letter[] letters) =>
        Dovecot.LoadAsync(User, letters.Select(letter => letter.In(Dovecot.MailboxName(mailbox))), Cancelled);

    /// <summary>The next request for this address waits until the test lets it go on.</summary>
    protected static async Task<Task<IRoute>> HoldAsync(IPage page, Regex address)
    {
        var asked = new TaskCompletionSource<IRoute>(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync(address, route => asked.TrySetResult(route) ? Task.CompletedTask : route.ContinueAsync());
        return asked.Task.WaitAsync(TimeSpan.FromMilliseconds(Chromium.Patience), Cancelled);
    }

    private static async Task PicturesAsync(IBrowserContext context)
    {
        var folder = Path.Combine(WebmailProgram.RepositoryRoot, "artifacts", "test");
        Directory.CreateDirectory(folder);
        var name = Regex.Replace(TestContext.Current.TestCase?.TestCaseDisplayName ?? "test", @"[^\w.-]+", "_").Split('.')[^1];
        for (var tab = 0; tab < context.Pages.Count; tab++)
        {
            try
            {
                await context.Pages[tab].ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{tab}.png"), Timeout = 5_000 });
            }
            catch (PlaywrightException exception)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"No picture: {exception.Message}");
            }
        }
    }
}
