using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Webmail.Engine.Storage.PostgreSql;

/// <summary>Lets <c>dotnet ef migrations add</c> make the model without starting the program or a server.</summary>
internal sealed class PostgreSqlDbDesign : IDesignTimeDbContextFactory<PostgreSqlDb>
{
    public PostgreSqlDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgreSqlDb>().UseNpgsql("Host=localhost").Options);
}
