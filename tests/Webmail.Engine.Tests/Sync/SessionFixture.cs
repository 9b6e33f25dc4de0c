using Microsoft.Extensions.Logging.Abstractions;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Mirror;
using Webmail.Engine.Tests.Scripted;
using Webmail.Engine.Tests.Submission;

namespace Webmail.Engine.Tests.Sync;

/// <summary>A whole session with a scripted server whose mailboxes change in silence.</summary>
public abstract class SessionFixture : IAsyncDisposable
{
    private readonly UploadFolder uploads = new();
    private AccountSessions? sessions;

    protected SessionFixture() => Mail = new ScriptedMail(Server);

    internal ScriptedImapServer Server { get; } = new(ScriptedMail.Capabilities);

    internal ScriptedMail Mail { get; }

    internal ImapOptions Options { get; } = new()
    {
        RetryDelay = TimeSpan.FromMilliseconds(10),
        LongestRetryDelay = TimeSpan.FromMilliseconds(50),
        PollInterval = TimeSpan.FromHours(1),
        ReconcileInterval = TimeSpan.FromHours(1),
    };

    protected static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>From now on the server offers this too.</summary>
    internal void Offer(string capability)
    {
        Server.Capabilities += " " + capability;
        Server.Greeting = $"* OK [CAPABILITY {Server.Capabilities}] ready";
    }

    internal async Task<AccountSession> SignInAsync(TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        var mail = new MailOptions { Imap = new ServerOptions { Host = "127.0.0.1", Port = Server.Port, Security = TransportSecurity.None } };
        sessions = new AccountSessions(new ServerDirectory(mail), Options, new ServerResilience(time), uploads.Store, time, NullLoggerFactory.Instance);
        var session = await sessions.SignInAsync("anna@example.org", "secret", Now);
        // A page is open for as long as the test runs.
        _ = sessions.Hold(session);
        await session.ReadyAsync(Now);
        return session;
    }

    internal static async Task<MessageListing> OpenAsync(AccountSession session, string mailbox = "INBOX")
    {
        var listing = await session.OpenAsync(mailbox, new ListingQuery(), Now);
        await session.FetchRowsAsync(listing, 0, 20, Now);
        return listing;
    }

    public async ValueTask DisposeAsync()
    {
        if (sessions is not null)
            await sessions.DisposeAsync();
        await Server.DisposeAsync();
        uploads.Dispose();
        GC.SuppressFinalize(this);
    }
}
