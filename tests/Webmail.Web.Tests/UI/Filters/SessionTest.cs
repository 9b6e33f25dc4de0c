using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor.Services;
using Webmail.Engine.Accounts;
using Webmail.Engine.Contacts;
using Webmail.Engine.Imap;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission.Uploads;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Web.Tests.UI.Filters;

/// <summary>A component that asks the servers of a signed-in person: scripted ones, for mail and for filters.</summary>
public abstract class SessionTest : ShellTest, IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("webmail-test-").FullName;
    private readonly Sealing sealing = new(static plain => [.. plain], static kept => [.. kept]);
    private UploadStore uploads = null!;
    private AccountSessions sessions = null!;

    private protected SessionTest()
    {
        // Servers answer over sockets, on a machine that others use too.
        DefaultWaitTimeout = TimeSpan.FromSeconds(20);
        Mail = new ScriptedMail(Imap);
        Services.AddMudServices();
        Services.AddWebmailStorage(new StorageOptions(), folder);
        Services.AddSingleton(sealing);
        Services.AddSingleton(services => new Correspondents(services.GetRequiredService<IDbContextFactory<WebmailDb>>(), sealing, Time));
    }

    private protected ScriptedImapServer Imap { get; } = new(ScriptedMail.Capabilities);

    private protected ScriptedManageSieveServer Sieve { get; } = new() { Active = "a" };

    private protected ScriptedMail Mail { get; }

    private protected AccountSession Session { get; private set; } = null!;

    private protected static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Sieve.Scripts["a"] = "";
        await Services.PrepareWebmailStorageAsync(Now);
        uploads = new UploadStore(Path.Combine(folder, "uploads"), sealing, new UploadOptions(), TimeProvider.System, NullLogger<UploadStore>.Instance);
        var mail = new MailOptions
        {
            Imap = new ServerOptions { Host = "127.0.0.1", Port = Imap.Port, Security = TransportSecurity.None },
            Sieve = new ServerOptions { Host = "127.0.0.1", Port = Sieve.Port, Security = TransportSecurity.None },
        };
        sessions = new AccountSessions(
            new ServerDirectory(mail), new ImapOptions { PollInterval = TimeSpan.FromHours(1) }, new ServerResilience(TimeProvider.System), uploads, TimeProvider.System, NullLoggerFactory.Instance);
        Session = await sessions.SignInAsync("anna@example.test", "secret", Now);
        _ = sessions.Hold(Session);
        await Session.ReadyAsync(Now);
    }

    /// <inheritdoc/>
    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeComponentsAsync();
        await sessions.DisposeAsync();
        await Imap.DisposeAsync();
        await Sieve.DisposeAsync();
        uploads.Dispose();
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
