using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Webmail.Engine.Storage;

namespace Webmail.Engine.Tests.Storage;

/// <summary>What people chose, and which sign-ins were ended.</summary>
public sealed class SettingsOnSqliteTests() : SettingsStoreTests(new SqliteFile());

/// <inheritdoc/>
public sealed class SettingsOnPostgreSqlTests(PostgreSqlFixture server) : SettingsStoreTests(server.New());

/// <summary>What people chose, and which sign-ins were ended.</summary>
public abstract class SettingsStoreTests(TestDatabase storage) : IAsyncLifetime
{
    private const string Someone = "someone@example.test|localhost";

    private ServiceProvider services = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private SettingsStore Store => services.GetRequiredService<SettingsStore>();

    public async ValueTask InitializeAsync() => services = await storage.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        // Not there when the database could not be opened.
        if (services is not null)
            await services.DisposeAsync();
        await storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Who_chose_nothing_has_the_defaults() =>
        Assert.Equal(new PersonSettings(), await Store.GetAsync(Someone, Cancelled));

    [Fact]
    public async Task What_was_chosen_is_there_after_a_restart()
    {
        await Store.ChangeAsync(
            Someone,
            settings => settings with { Theme = ThemeChoice.Dark, MarkReadAfterSeconds = null, ExpandedMailboxes = ["Work", "Öffentlich"] },
            Cancelled);
        await services.DisposeAsync();
        services = await storage.OpenAsync();

        var settings = await Store.GetAsync(Someone, Cancelled);

        Assert.Equal(ThemeChoice.Dark, settings.Theme);
        Assert.Null(settings.MarkReadAfterSeconds);
        Assert.Equal(["Work", "Öffentlich"], settings.ExpandedMailboxes);
        Assert.Equal(Density.Comfortable, settings.Density);
    }

    [Fact]
    public async Task Changes_at_the_same_time_do_not_undo_each_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            Store.ChangeAsync(Someone, settings => settings with { RemoteImageSenders = [.. settings.RemoteImageSenders, $"{i}@example.test"] }, Cancelled)));

        Assert.Equal(20, (await Store.GetAsync(Someone, Cancelled)).RemoteImageSenders.Count);
    }

    [Fact]
    public async Task A_change_is_told_to_the_account_it_belongs_to_and_not_after_the_end()
    {
        var (told, others) = (0, 0);
        using var other = Store.Subscribe("other", () => others++);
        var subscription = Store.Subscribe(Someone, () => told++);

        await Store.ChangeAsync(Someone, settings => settings with { Density = Density.Compact }, Cancelled);
        await Store.ChangeAsync(Someone, settings => settings with { Density = Density.Compact }, Cancelled);
        subscription.Dispose();
        await Store.ChangeAsync(Someone, settings => settings with { Density = Density.Comfortable }, Cancelled);

        Assert.Equal((1, 0), (told, others));
    }

    [Fact]
    public async Task Who_is_told_keeps_the_language_of_the_page()
    {
        var heard = "";
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo("de");
        using var subscription = Store.Subscribe(Someone, () => heard = CultureInfo.CurrentUICulture.Name);
        CultureInfo.CurrentUICulture = before;

        await Store.ChangeAsync(Someone, settings => settings with { Theme = ThemeChoice.Light }, Cancelled);

        Assert.Equal("de", heard);
    }

    [Fact]
    public async Task A_value_that_can_not_be_read_costs_that_setting_only()
    {
        await using (var database = await services.GetRequiredService<IDbContextFactory<WebmailDb>>().CreateDbContextAsync(Cancelled))
        {
            database.Settings.Add(new StoredSetting { AccountId = Someone, Key = "Theme", Value = "\"Purple\"" });
            database.Settings.Add(new StoredSetting { AccountId = Someone, Key = "Density", Value = "\"Compact\"" });
            database.Settings.Add(new StoredSetting { AccountId = Someone, Key = "OfALaterVersion", Value = "1" });
            await database.SaveChangesAsync(Cancelled);
        }

        Assert.Equal(new PersonSettings { Density = Density.Compact }, await Store.GetAsync(Someone, Cancelled));
    }

    [Fact]
    public async Task A_sign_out_is_remembered_until_the_ticket_has_run_out()
    {
        await services.GetRequiredService<SignedOutSessions>().AddAsync("abc", TimeSpan.FromDays(30), Cancelled);
        await services.GetRequiredService<SignedOutSessions>().AddAsync("old", TimeSpan.FromDays(-1), Cancelled);
        await services.DisposeAsync();
        services = await storage.OpenAsync();

        Assert.True(services.GetRequiredService<SignedOutSessions>().Contains("abc"));
        Assert.False(services.GetRequiredService<SignedOutSessions>().Contains("old"));
    }
}
