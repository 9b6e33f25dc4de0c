using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission.Outbox;

namespace Webmail.Engine.Tests.Storage;

/// <summary>The database is what the program expects, whichever version made it.</summary>
public sealed class MigrationTests(PostgreSqlFixture server)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task The_migrations_make_what_the_model_says(StorageProvider provider)
    {
        await using var storage = provider == StorageProvider.Sqlite ? new SqliteFile() : server.New();
        await using var services = await storage.OpenAsync();
        await using var database = await services.GetRequiredService<IDbContextFactory<WebmailDb>>().CreateDbContextAsync(Now);

        Assert.False(database.Database.HasPendingModelChanges());
        Assert.Empty(await database.Database.GetPendingMigrationsAsync(Now));
    }

    [Fact]
    public async Task What_an_older_version_was_handing_over_is_due_in_a_newer_one()
    {
        await using var storage = new SqliteFile();
        var connection = (await storage.OptionsAsync()).ConnectionString!;
        await using (var old = new ServiceCollection().AddLogging().AddWebmailStorage(await storage.OptionsAsync(), "").BuildServiceProvider())
        {
            await using var database = await old.GetRequiredService<IDbContextFactory<WebmailDb>>().CreateDbContextAsync(Now);
            await database.GetService<IMigrator>().MigrateAsync("20261124034500_Outbox", Now);
        }

        await using (var raw = new SqliteConnection(connection))
        {
            await raw.OpenAsync(Now);
            await using var insert = raw.CreateCommand();
            insert.CommandText =
                "INSERT INTO outbox (Id, AccountId, Step, At, DueAt, HeldAt, Attempts, DataBegun, ContentId, Summary, Content) " +
                "VALUES ('11111111-1111-1111-1111-111111111111', 'a', 1, 4711, NULL, 1, 0, 1, '22222222-2222-2222-2222-222222222222', x'00', x'00')";
            await insert.ExecuteNonQueryAsync(Now);
        }

        await using var services = await storage.OpenAsync();
        await using var now = await services.GetRequiredService<IDbContextFactory<WebmailDb>>().CreateDbContextAsync(Now);
        var row = await now.Outbox.SingleAsync(Now);
        Assert.Equal(((int)OutboxStep.Submitting, 4711L, true, null), (row.Step, row.DueAt, row.DataBegun, row.LeasedBy));
    }
}
