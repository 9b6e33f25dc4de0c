using Microsoft.Data.Sqlite;
using Npgsql;

namespace Webmail.Web.Hosting;

/// <summary>The database can't be used as configured: a line for an administrator in place of a stack trace. Says nothing of the password.</summary>
internal static class StorageFault
{
    // EX_UNAVAILABLE of sysexits.h: another try may work once the database is there.
    private const int ExitCode = 69;

    /// <summary>Whether a start failed for this reason.</summary>
    public static bool Is(Exception exception) => exception is NpgsqlException or SqliteException;

    /// <summary>Writes the line; the result is the process's exit code.</summary>
    public static int Write(Exception exception, string? connectionString, TextWriter to)
    {
        to.WriteLine($"Webmail cannot use its database: {Why(exception, connectionString)} Storage:ConnectionString says where it is.");
        return ExitCode;
    }

    private static string Why(Exception exception, string? connectionString)
    {
        var server = new NpgsqlConnectionStringBuilder(exception is NpgsqlException ? connectionString : null);
        return exception switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } refused =>
                $"PostgreSQL does not let \"{server.Username}\" in ({Line(refused.MessageText)}).",
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege } missing =>
                $"\"{server.Database}\" is not there or not \"{server.Username}\"'s to change ({Line(missing.MessageText)}). Make it, owned by that user.",
            PostgresException other => $"PostgreSQL says: {Line(other.MessageText)} ({other.SqlState}).",
            NpgsqlException => $"PostgreSQL can't be reached at {server.Host}, port {server.Port} ({Line((exception.InnerException ?? exception).Message)}).",
            _ => $"SQLite says: {Line(exception.Message)}.",
        };
    }

    private static string Line(string text) => text.ReplaceLineEndings(" ").TrimEnd('.');
}
