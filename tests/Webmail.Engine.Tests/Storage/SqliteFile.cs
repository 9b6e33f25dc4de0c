using Webmail.Engine.Storage;

namespace Webmail.Engine.Tests.Storage;

/// <summary>A database in a file.</summary>
public sealed class SqliteFile : TestDatabase
{
    private readonly string folder = Directory.CreateTempSubdirectory("webmail-test-").FullName;

    public override Task<StorageOptions> OptionsAsync() =>
        Task.FromResult(new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder, "webmail.db")};Pooling=False" });

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
