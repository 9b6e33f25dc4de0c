using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Webmail.Engine.Storage;

/// <summary>Sets up the database.</summary>
public static class StorageRegistration
{
    /// <summary>Adds the database and the stores upon it. <paramref name="dataDirectory"/> is where SQLite's file is by default.</summary>
    public static IServiceCollection AddWebmailStorage(this IServiceCollection services, StorageOptions options, string dataDirectory)
    {
        var connectionString = options.ConnectionString
            ?? new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataDirectory, "webmail.db") }.ToString();
        services.AddDbContextFactory<WebmailDb>(database => database.UseSqlite(connectionString));
        services.AddSingleton<SettingsStore>();
        services.AddSingleton<SignedOutSessions>();
        return services;
    }

    /// <summary>Brings the database to this version's shape and reads what has to be in memory. Once, before the first request.</summary>
    public static async Task PrepareWebmailStorageAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await using (var database = await services.GetRequiredService<IDbContextFactory<WebmailDb>>().CreateDbContextAsync(cancellationToken))
            await database.Database.MigrateAsync(cancellationToken);
        await services.GetRequiredService<SignedOutSessions>().LoadAsync(cancellationToken);
    }
}
