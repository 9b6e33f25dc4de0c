using System.ComponentModel;

namespace Webmail.Engine.Storage;

/// <summary>The configuration section <c>Storage</c>: where settings are kept. Mail is never stored.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>The kind of database. Default: <see cref="StorageProvider.Sqlite"/>.</summary>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>How to reach it. Default for SQLite: <c>Data Source=&lt;DataDirectory&gt;/webmail.db</c>; for PostgreSQL it must be given. May hold a password, so it is never shown.</summary>
    [PasswordPropertyText(true)]
    public string? ConnectionString { get; set; }
}
