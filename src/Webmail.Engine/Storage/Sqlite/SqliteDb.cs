using Microsoft.EntityFrameworkCore;

namespace Webmail.Engine.Storage.Sqlite;

/// <summary>The database in a file. Its type tells its migrations apart from those of the other provider.</summary>
internal sealed class SqliteDb(DbContextOptions<SqliteDb> options) : WebmailDb(options);
