using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Accounts;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.ManageSieve;
using Webmail.Engine.Storage;
using Webmail.Engine.Tests.Scripted;
using Webmail.Engine.Tests.Storage;

namespace Webmail.Engine.Tests.Sieve;

/// <summary>What was in a script before can be brought back.</summary>
public sealed class ScriptHistoryOnSqliteTests() : ScriptHistoryTests(new SqliteFile());

/// <inheritdoc/>
public sealed class ScriptHistoryOnPostgreSqlTests(PostgreSqlFixture server) : ScriptHistoryTests(server.New());

/// <summary>What was in a script before can be brought back.</summary>
public abstract class ScriptHistoryTests(TestDatabase storage) : IAsyncLifetime
{
    private const string Anna = "anna@example.org|localhost";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero));
    private ServiceProvider? services;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private IDbContextFactory<WebmailDb> Databases => services!.GetRequiredService<IDbContextFactory<WebmailDb>>();

    public async ValueTask InitializeAsync() => services = await storage.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await services!.DisposeAsync();
        await storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_last_ten_versions_of_each_script_are_kept_the_newest_first()
    {
        var history = History();
        for (var number = 1; number <= 12; number++)
            await KeepAsync(history, "a", $"# {number} ü\r\nkeep;");
        await KeepAsync(history, "b", "stop;");

        var kept = await history.ListAsync("a", Now);

        Assert.Equal(ScriptHistory.Most, kept.Count);
        Assert.Equal("# 12 ü\r\nkeep;", await history.ReadAsync("a", kept[0].Version, Now));
        Assert.Equal("# 3 ü\r\nkeep;", await history.ReadAsync("a", kept[^1].Version, Now));
        Assert.Equal(time.GetUtcNow() - TimeSpan.FromMinutes(2), kept[0].ReplacedAt);
        Assert.Single(await history.ListAsync("b", Now));
    }

    [Fact]
    public async Task Making_ready_keeps_nothing_and_takes_nothing_away()
    {
        var history = History();
        await KeepAsync(history, "a", "keep;");
        await history.PrepareAsync(Now);

        Assert.Single(await history.ListAsync("a", Now));
        Assert.Empty(await history.ListAsync("", Now));
        await KeepAsync(history, "a", "stop;");
        Assert.Equal(2, (await history.ListAsync("a", Now)).Count);
    }

    [Fact]
    public async Task The_same_text_is_kept_once_and_an_empty_script_not_at_all()
    {
        var history = History();
        await KeepAsync(history, "a", "keep;");
        await KeepAsync(history, "a", "stop;");
        await KeepAsync(history, "a", "keep;");
        await KeepAsync(history, "a", "\r\n");

        Assert.Equal([StoredScript.VersionOf("keep;"), StoredScript.VersionOf("stop;")], (await history.ListAsync("a", Now)).Select(version => version.Version));
    }

    [Fact]
    public async Task Nobody_else_sees_a_version_and_nobody_reads_it_without_the_keys_of_the_host()
    {
        await KeepAsync(History(), "a", "redirect \"secret@example.org\";");

        Assert.Empty(await History("bert@example.org|localhost").ListAsync("a", Now));
        var version = StoredScript.VersionOf("redirect \"secret@example.org\";");
        Assert.Null(await History("bert@example.org|localhost").ReadAsync("a", version, Now));
        var others = new ScriptHistory(Anna, Databases, new Sealing(bytes => bytes, _ => throw new CryptographicException()), time);
        Assert.Null(await others.ReadAsync("a", version, Now));
        await using var database = await Databases.CreateDbContextAsync(Now);
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString((await database.ScriptVersions.SingleAsync(Now)).Content), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_save_keeps_what_it_replaces_and_one_that_is_refused_or_changes_nothing_keeps_nothing()
    {
        await using var server = new ScriptedManageSieveServer { Active = "a" };
        server.Scripts["a"] = "keep;";
        var scripts = Scripts(server, History());
        var read = await ReadAsync(scripts);
        Assert.IsType<ScriptSaving.Saved>(await scripts.SaveAsync(read, "keep;", Now));
        server.On("CHECKSCRIPT", "NO \"what?\"");
        Assert.IsType<ScriptSaving.Invalid>(await scripts.SaveAsync(read, "what;", Now));
        Assert.Empty(await scripts.History!.ListAsync("a", Now));

        server.Off("CHECKSCRIPT");
        Assert.IsType<ScriptSaving.Saved>(await scripts.SaveAsync(read, "stop;", Now));

        var kept = Assert.Single(await scripts.History!.ListAsync("a", Now));
        Assert.Equal("keep;", await scripts.History!.ReadAsync("a", kept.Version, Now));
    }

    [Fact]
    public async Task What_cannot_be_kept_is_not_replaced()
    {
        await using var server = new ScriptedManageSieveServer { Active = "a" };
        server.Scripts["a"] = "keep;";
        var scripts = Scripts(server, History());
        await using (var database = await Databases.CreateDbContextAsync(Now))
            await database.Database.ExecuteSqlRawAsync("DROP TABLE script_versions", Now);

        Assert.IsType<ScriptSaving.NotKept>(await scripts.SaveAsync(await ReadAsync(scripts), "stop;", Now));
        Assert.Equal("keep;", server.Scripts["a"]);
    }

    private static byte[] Turn(byte[] bytes) => [.. bytes.Select(octet => (byte)(octet ^ 0x5A))];

    private static SieveScripts Scripts(ScriptedManageSieveServer server, ScriptHistory history) =>
        new(new ServerEndpoint("localhost", server.Port, TransportSecurity.None, null), () => new PasswordCredentials("anna", "secret"), [], new ManageSieveTimes(), TimeProvider.System)
        {
            History = history,
        };

    private static async Task<StoredScript> ReadAsync(SieveScripts scripts) => Assert.IsType<ScriptReading.Read>(await scripts.ReadAsync(Now)).Script;

    private ScriptHistory History(string account = Anna) => new(account, Databases, new Sealing(Turn, Turn), time);

    private async Task KeepAsync(ScriptHistory history, string name, string text)
    {
        await history.KeepAsync(new StoredScript(name, text, StoredScriptState.Active, [], Features.All), Now);
        time.Advance(TimeSpan.FromMinutes(1));
    }
}
