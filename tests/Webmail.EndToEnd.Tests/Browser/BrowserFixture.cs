using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webmail.MailServers;

[assembly: AssemblyFixture(typeof(Webmail.EndToEnd.Tests.Browser.BrowserFixture))]
// Half of a test is waiting: three at a time keep two cores busy, more only makes each slower.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>What all tests share that stop none of it: the mail servers, the program in front of each, one browser. Started when first used.</summary>
public sealed partial class BrowserFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private readonly List<WebmailProgram> _programs = [];
    private PrivateMailServers? _servers;
    private WebmailProgram? _modern;
    private WebmailProgram? _plain;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Warnings that are no fault: the line for each failed sign-in, which fail2ban matches.</summary>
    public static Regex ExpectedComplaints => FailedSignIn();

    /// <summary>The shared servers. A test that stops one, or changes its habits, starts its own.</summary>
    public Task<PrivateMailServers> ServersAsync() =>
        OnceAsync(() => _servers, async () => _servers = await PrivateMailServers.StartAsync());

    /// <summary>The program in front of the modern Dovecot, or of the one with old habits.</summary>
    public async Task<WebmailProgram> ProgramAsync(bool plain = false)
    {
        var servers = await ServersAsync();
        return plain
            ? await OnceAsync(() => _plain, async () => _plain = await StartAsync(servers.WebmailSettings(servers.Plain)))
            : await OnceAsync(() => _modern, async () => _modern = await StartAsync(servers.WebmailSettings(servers.Modern)));
    }

    /// <summary>The one browser.</summary>
    public Task<IBrowser> BrowserAsync() => OnceAsync(() => _browser, async () =>
    {
        _playwright = await Playwright.CreateAsync();
        return _browser = await _playwright.Chromium.LaunchAsync(Chromium.Options());
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        var complaints = _programs.SelectMany(program => program.Complaints(ExpectedComplaints).Concat(program.MailData())).ToList();
        foreach (var program in _programs)
            await program.DisposeAsync();
        if (_servers is not null)
            await _servers.DisposeAsync();
        _starting.Dispose();
        Assert.True(complaints.Count == 0, "The log of the program complains or tells of mail:\n" + string.Join('\n', complaints));
    }

    private async Task<WebmailProgram> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        // A sender's server of a test stands on loopback, which the program would not ask otherwise.
        var program = await WebmailProgram.StartAsync(new Dictionary<string, string>(settings) { ["Remote__AllowedNetworks"] = "127.0.0.1" });
        _programs.Add(program);
        return program;
    }

    private async Task<T> OnceAsync<T>(Func<T?> known, Func<Task<T>> start)
        where T : class
    {
        await _starting.WaitAsync();
        try
        {
            return known() ?? await start();
        }
        finally
        {
            _starting.Release();
        }
    }

    [GeneratedRegex("Sign-in refused from")]
    private static partial Regex FailedSignIn();
}
