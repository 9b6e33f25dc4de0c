using Webmail.EndToEnd.Tests.Browser;
using Webmail.MailServers;

namespace Webmail.EndToEnd.Tests.Servers;

/// <summary>
/// The mail servers that all tests of the run share, as a class without a browser uses them: each test with users of its own. One that stops a
/// server, or changes its habits, takes <see cref="OwnMailServersFixture"/>.
/// </summary>
public class MailServersFixture : IAsyncLifetime
{
    private readonly BrowserFixture? _shared;
    private PrivateMailServers? _servers;

    public MailServersFixture(BrowserFixture shared) => _shared = shared;

    private protected MailServersFixture()
    {
    }

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
    public async ValueTask InitializeAsync() =>
        _servers = _shared is not null ? await _shared.ServersAsync() : await PrivateMailServers.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_shared is null && _servers is not null)
            await _servers.DisposeAsync();
    }
}
