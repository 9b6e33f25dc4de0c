using Microsoft.Extensions.Logging.Abstractions;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Imap;

/// <summary>A scripted server and pools to it, with time-outs that suit a test.</summary>
public abstract class PoolFixture : IAsyncDisposable
{
    private readonly List<ImapConnectionPool> pools = [];
    private readonly List<ScriptedImapServer> unused = [];

    internal ScriptedImapServer Server { get; private set; } = new();

    internal ImapOptions Options { get; } = new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(5),
        RetryDelay = TimeSpan.FromMilliseconds(10),
        LongestRetryDelay = TimeSpan.FromMilliseconds(50),
        GraceTime = TimeSpan.FromSeconds(2),
    };

    internal TimeProvider Time { get; set; } = TimeProvider.System;

    internal ServerResilience Resilience { get; } = new(TimeProvider.System);

    protected static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>Starts anew with another server.</summary>
    internal void Use(ScriptedImapServer server)
    {
        unused.Add(Server);
        Server = server;
    }

    internal ImapConnectionPool Pool(TransportSecurity security = TransportSecurity.None, string? trusted = null, string host = "127.0.0.1") =>
        Pool(new ServerEndpoint(host, Server.Port, security, trusted));

    internal ImapConnectionPool Pool(ServerEndpoint endpoint)
    {
        var account = new Account("anna@example.org", endpoint, null, null);
        var pool = new ImapConnectionPool(account, new PasswordCredentials("anna@example.org", "secret"), Options, Resilience, Time, NullLoggerFactory.Instance);
        pools.Add(pool);
        return pool;
    }

    internal static async Task<SignInFailure> FailureAsync(ImapConnectionPool pool) =>
        (await Assert.ThrowsAsync<SignInException>(() => pool.ConnectAsync(Now))).Failure;

    internal static Task<string?> SelectedAsync(ImapConnectionPool pool, ConnectionRole role, string mailbox) =>
        pool.RunAsync(role, mailbox, (work, _) => Task.FromResult<string?>(work.Selected.FullName), true, Now);

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in pools)
            await pool.DisposeAsync();
        await Server.DisposeAsync();
        foreach (var server in unused)
            await server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
