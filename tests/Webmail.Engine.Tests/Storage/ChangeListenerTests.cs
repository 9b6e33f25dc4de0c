using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Webmail.Engine.Storage;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Storage;

/// <summary>Two programs on one PostgreSQL.</summary>
public sealed class ChangeListenerTests(PostgreSqlFixture server) : IAsyncLifetime
{
    private const string Someone = "some one@example.test|localhost";

    private readonly TestDatabase storage = server.New();
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentQueue<string> closed = new();
    private ServiceProvider here = null!;
    private ServiceProvider there = null!;
    private Task listening = Task.CompletedTask;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        here = await storage.OpenAsync();
        there = await storage.OpenAsync();
        listening = there.GetRequiredService<ChangeListener>().RunAsync(
            session =>
            {
                closed.Enqueue(session);
                return Task.CompletedTask;
            },
            ending.Token);
        while (await ListenersAsync() == 0)
            await Task.Delay(10, Now);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await listening;
        // Not there when the database could not be opened.
        if (here is not null)
            await here.DisposeAsync();
        if (there is not null)
            await there.DisposeAsync();
        await storage.DisposeAsync();
        ending.Dispose();
    }

    [Fact]
    public async Task What_one_changes_the_other_knows_and_tells_its_pages()
    {
        var (ours, theirs) = (here.GetRequiredService<SettingsStore>(), there.GetRequiredService<SettingsStore>());
        Assert.Equal(ThemeChoice.System, (await theirs.GetAsync(Someone, Now)).Theme);
        var told = 0;
        using var subscription = theirs.Subscribe(Someone, () => Interlocked.Increment(ref told));

        await ours.ChangeAsync(Someone, settings => settings with { Theme = ThemeChoice.Dark }, Now);

        await Until.TrueAsync(() => Volatile.Read(ref told) > 0, Now);
        Assert.Equal(ThemeChoice.Dark, (await theirs.GetAsync(Someone, Now)).Theme);
    }

    [Fact]
    public async Task A_change_goes_by_what_is_stored_and_undoes_nothing_of_the_other()
    {
        var (ours, theirs) = (here.GetRequiredService<SettingsStore>(), there.GetRequiredService<SettingsStore>());
        // Nobody listens here: what is in memory is old.
        await ours.GetAsync(Someone, Now);
        await theirs.ChangeAsync(Someone, settings => settings with { Theme = ThemeChoice.Dark }, Now);

        var after = await ours.ChangeAsync(Someone, settings => settings with { Density = Density.Compact }, Now);

        Assert.Equal((ThemeChoice.Dark, Density.Compact), (after.Theme, after.Density));
    }

    [Fact]
    public async Task Who_signs_out_at_one_is_signed_out_at_the_other()
    {
        await here.GetRequiredService<SignedOutSessions>().AddAsync("a-session", TimeSpan.FromDays(1), Now);

        await Until.TrueAsync(() => closed.Contains("a-session"), Now);
        Assert.True(there.GetRequiredService<SignedOutSessions>().Contains("a-session"));
        Assert.Single(closed);
    }

    [Fact]
    public async Task What_happened_while_nobody_could_be_heard_is_made_up_for()
    {
        var theirs = there.GetRequiredService<SettingsStore>();
        await theirs.GetAsync(Someone, Now);
        await using (var database = await here.GetRequiredService<IDbContextFactory<WebmailDb>>().CreateDbContextAsync(Now))
        {
            // In one transaction with the end of the listener, so that it cannot listen again in between.
            await using var transaction = await database.Database.BeginTransactionAsync(Now);
            await database.Database.ExecuteSqlAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()", Now);
            database.Settings.Add(new StoredSetting { AccountId = Someone, Key = nameof(PersonSettings.Theme), Value = "\"Dark\"" });
            database.SignOuts.Add(new StoredSignOut { SessionId = "missed", ForgetAt = DateTimeOffset.MaxValue.ToUnixTimeSeconds() });
            await database.SaveChangesAsync(Now);
            await transaction.CommitAsync(Now);
        }

        await Until.TrueAsync(() => closed.Contains("missed"), Now);
        Assert.True(there.GetRequiredService<SignedOutSessions>().Contains("missed"));
        Assert.Equal(ThemeChoice.Dark, (await theirs.GetAsync(Someone, Now)).Theme);
    }

    /// <summary>Programs that listen.</summary>
    private async Task<int> ListenersAsync()
    {
        await using var database = await here.GetRequiredService<IDbContextFactory<WebmailDb>>().CreateDbContextAsync(Now);
        return await database.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()").SingleAsync(Now);
    }
}
