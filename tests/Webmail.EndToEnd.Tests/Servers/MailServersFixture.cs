using Webmail.MailServers;

namespace Webmail.EndToEnd.Tests.Servers;

/// <summary>Private mail servers for the tests of one class or collection.</summary>
public sealed class MailServersFixture : IAsyncLifetime
{
    private PrivateMailServers? _servers;

    /// <summary>The running servers.</summary>
    public PrivateMailServers Servers => _servers ?? throw new InvalidOperationException("Not started.");

    /// <summary>A user of its own for one test, on both Dovecots; returns the address. The password is <c>secret</c>.</summary>
    public async Task<string> NewUserAsync(long? quotaBytes = null)
    {
        var name = $"user-{Guid.NewGuid():N}@{Servers.Domain}";
        await Servers.AddUserAsync(name, "secret", quotaBytes);
        return name;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _servers = await PrivateMailServers.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_servers is not null)
            await _servers.DisposeAsync();
    }
}
