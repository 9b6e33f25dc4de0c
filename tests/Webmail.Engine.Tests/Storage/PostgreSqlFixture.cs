using Webmail.Engine.Storage;
using Webmail.MailServers;

[assembly: AssemblyFixture(typeof(Webmail.Engine.Tests.Storage.PostgreSqlFixture))]

namespace Webmail.Engine.Tests.Storage;

/// <summary>The private PostgreSQL of all tests; started when the first of them asks.</summary>
public sealed class PostgreSqlFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim starting = new(1);
    private PostgreSqlServer? server;

    /// <summary>A database of its own.</summary>
    public TestDatabase New() => new PostgreSqlDatabase(this);

    /// <summary>The running server. Skips the test where PostgreSQL is not installed: <c>./test.sh</c> installs it, <c>--quick</c> does not.</summary>
    public async Task<PostgreSqlServer> ServerAsync()
    {
        Assert.SkipUnless(PostgreSqlServer.IsInstalled, "PostgreSQL is not installed; tests/scripts/install.sh installs it.");
        await starting.WaitAsync();
        try
        {
            return server ??= await PostgreSqlServer.StartAsync();
        }
        finally
        {
            starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        starting.Dispose();
    }

    private sealed class PostgreSqlDatabase(PostgreSqlFixture fixture) : TestDatabase
    {
        private readonly string name = $"test_{Guid.NewGuid():N}";

        public override async Task<StorageOptions> OptionsAsync() => new()
        {
            Provider = StorageProvider.PostgreSql,
            // Each test has its own pool: it must not keep more of the server's connections than it needs.
            ConnectionString = $"{(await fixture.ServerAsync()).ConnectionString(name)};Maximum Pool Size=20;Connection Idle Lifetime=2;Connection Pruning Interval=1",
        };

        // Where there is no server nothing was made.
        public override ValueTask DisposeAsync() => PostgreSqlServer.IsInstalled ? base.DisposeAsync() : ValueTask.CompletedTask;
    }
}
