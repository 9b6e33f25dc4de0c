namespace Webmail.Engine.Storage;

/// <summary>The kinds of database that the configuration can name.</summary>
public enum StorageProvider
{
    /// <summary>One file, no server.</summary>
    Sqlite,

    /// <summary>A server that several machines share.</summary>
    PostgreSql,
}
