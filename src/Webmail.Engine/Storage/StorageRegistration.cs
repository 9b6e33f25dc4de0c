using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webmail.Engine.Storage.PostgreSql;
using Webmail.Engine.Storage.Sqlite;

namespace Webmail.Engine.Storage;

/// <summary>Sets up the database.</summary>
public static class StorageRegistration
{
    /// <summary>Adds the database and the stores upon it. <paramref name="dataDirectory"/> is where SQLite's file is by default.</summary>
    public static IServiceCollection AddWebmailStorage(this IServiceCollection services, StorageOptions options, string dataDirectory)
    {
        if (options.Provider == StorageProvider.PostgreSql)
        {
            // Whether the database is there at all is found out by connecting; what fails in earnest is thrown, and told by who asked.
            services.AddDbContextFactory<PostgreSqlDb>(database => database.UseNpgsql(options.ConnectionString)
                .ConfigureWarnings(warnings => warnings.Log((RelationalEventId.ConnectionError, LogLevel.Debug))));
            services.AddSingleton<IDbContextFactory<WebmailDb>, ProviderDatabases<PostgreSqlDb>>();
        }
        else
        {
            var connectionString = options.ConnectionString
                ?? new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataDirectory, "webmail.db") }.ToString();
            services.AddDbContextFactory<SqliteDb>(database => database.UseSqlite(connectionString));
            services.AddSingleton<IDbContextFactory<WebmailDb>, ProviderDatabases<SqliteDb>>();
        }

        services.AddSingleton(new ChangeNotices(options));
        services.AddSingleton<SettingsStore>();
        services.AddSingleton<SignedOutSessions>();
        services.AddSingleton<ChangeListener>();
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
