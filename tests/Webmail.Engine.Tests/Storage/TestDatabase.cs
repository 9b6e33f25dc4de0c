using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Webmail.Engine.Storage;

namespace Webmail.Engine.Tests.Storage;

/// <summary>An empty database of its own for one test. The same tests run on each kind.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>As the host is configured with it.</summary>
    public abstract Task<StorageOptions> OptionsAsync();

    /// <summary>What one run of the program has of it.</summary>
    public async Task<ServiceProvider> OpenAsync()
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddWebmailStorage(await OptionsAsync(), "")
            .BuildServiceProvider();
        await services.PrepareWebmailStorageAsync(TestContext.Current.CancellationToken);
        return services;
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        await using var services = new ServiceCollection().AddLogging().AddWebmailStorage(await OptionsAsync(), "").BuildServiceProvider();
        await using var database = await services.GetRequiredService<IDbContextFactory<WebmailDb>>().CreateDbContextAsync();
        await database.Database.EnsureDeletedAsync();
        GC.SuppressFinalize(this);
    }
}
