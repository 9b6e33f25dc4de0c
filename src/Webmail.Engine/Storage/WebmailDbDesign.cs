using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Webmail.Engine.Storage;

/// <summary>Lets <c>dotnet ef migrations add</c> make the model without starting the program.</summary>
internal sealed class WebmailDbDesign : IDesignTimeDbContextFactory<WebmailDb>
{
    public WebmailDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<WebmailDb>().UseSqlite("Data Source=:memory:").Options);
}
