using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Webmail.Engine.Storage;

/// <summary>
/// Tells the programs that share a PostgreSQL what this one changed of what they hold in memory (NOTIFY). A SQLite file has one program: then nothing is told.
/// </summary>
/// <param name="options">Where the database is.</param>
public sealed class ChangeNotices(StorageOptions options)
{
    /// <summary>What listeners listen to. A notice is whose it is, what it is about, and which one, with a blank between.</summary>
    internal const string Channel = "webmail_changes";

    /// <summary>About an account's settings.</summary>
    internal const string Settings = "settings";

    /// <summary>About a session that was signed out, with the time until which that is remembered.</summary>
    internal const string SignOut = "sign-out";

    /// <summary>Whether other programs may work on the database.</summary>
    public bool IsShared => options.Provider == StorageProvider.PostgreSql;

    /// <summary>How the database is reached; null with SQLite's default.</summary>
    internal string? ConnectionString => options.ConnectionString;

    /// <summary>This program, for itself.</summary>
    internal string Self { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Settings were changed; with the transaction of it, if there is one.</summary>
    internal Task TellSettingsAsync(WebmailDb database, string accountId, CancellationToken cancellationToken) =>
        TellAsync(database, $"{Self} {Settings} {accountId}", cancellationToken);

    /// <summary>A session was signed out; with the transaction of it, if there is one.</summary>
    internal Task TellSignOutAsync(WebmailDb database, string sessionId, long forgetAt, CancellationToken cancellationToken) =>
        TellAsync(database, string.Create(CultureInfo.InvariantCulture, $"{Self} {SignOut} {forgetAt} {sessionId}"), cancellationToken);

    private Task TellAsync(WebmailDb database, string notice, CancellationToken cancellationToken) =>
        IsShared ? database.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {notice})", cancellationToken) : Task.CompletedTask;
}
