using Microsoft.EntityFrameworkCore;

namespace Webmail.Engine.Storage;

/// <summary>Opens the configured database for those who need not know which kind it is.</summary>
internal sealed class ProviderDatabases<TDatabase>(IDbContextFactory<TDatabase> databases) : IDbContextFactory<WebmailDb>
    where TDatabase : WebmailDb
{
    public WebmailDb CreateDbContext() => databases.CreateDbContext();
}
