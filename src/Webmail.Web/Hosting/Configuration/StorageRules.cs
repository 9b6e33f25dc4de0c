using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Webmail.Engine.Storage;

namespace Webmail.Web.Hosting.Configuration;

/// <summary>What <c>Storage</c> and <c>DataDirectory</c> have to obey; makes the directory when it is not there.</summary>
internal static class StorageRules
{
    public static IEnumerable<ConfigurationFault> Check(StorageOptions storage, string dataDirectory)
    {
        var given = storage.ConnectionString is null ? null : "(not shown)";
        if (storage.Provider == StorageProvider.PostgreSql && !IsPostgreSql(storage.ConnectionString))
            yield return new("Storage:ConnectionString", given, "a PostgreSQL connection string, such as Host=db.example.com;Database=webmail;Username=webmail;Password=…");
        else if (storage.Provider == StorageProvider.Sqlite && storage.ConnectionString is { } connectionString && !IsSqlite(connectionString))
            yield return new("Storage:ConnectionString", given, "a SQLite connection string, such as Data Source=/var/lib/webmail/webmail.db");

        if (!IsWritable(dataDirectory))
            yield return new("DataDirectory", dataDirectory, "a directory that this program may write to");
    }

    private static bool IsSqlite(string connectionString)
    {
        try
        {
            return new SqliteConnectionStringBuilder(connectionString).DataSource.Length > 0;
        }
        catch (Exception exception) when (exception is ArgumentException or DbException or FormatException)
        {
            return false;
        }
    }

    private static bool IsPostgreSql(string? connectionString)
    {
        try
        {
            // Without these Npgsql would take the name of the system's user, and fail later with words that nobody understands.
            var read = new NpgsqlConnectionStringBuilder(connectionString);
            return read is { Host.Length: > 0, Database.Length: > 0, Username.Length: > 0 };
        }
        catch (Exception exception) when (exception is ArgumentException or DbException or FormatException)
        {
            return false;
        }
    }

    private static bool IsWritable(string directory)
    {
        try
        {
            // Keys and settings are in here: for nobody else on the machine.
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(directory);
            else
                Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var probe = Path.Combine(directory, $".{Path.GetRandomFileName()}");
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
