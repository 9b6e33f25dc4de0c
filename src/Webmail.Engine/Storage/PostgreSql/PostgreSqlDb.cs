using Microsoft.EntityFrameworkCore;

namespace Webmail.Engine.Storage.PostgreSql;

/// <summary>The database on a server, which several machines may share.</summary>
internal sealed class PostgreSqlDb(DbContextOptions<PostgreSqlDb> options) : WebmailDb(options);
