using MailKit;
using MailKit.Net.Imap;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using Webmail.EndToEnd.Tests.Servers;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Uploads;
using Webmail.MailServers;

namespace Webmail.EndToEnd.Tests.Sync;

/// <summary>A signed-in session of a user of its own, and a second client that looks at and changes the same mail.</summary>
internal sealed class OpenAccount : IAsyncDisposable
{
    /// <summary>One for the run, as for a process; its key goes with it.</summary>
    public static readonly UploadStore Uploads = new(
        Directory.CreateTempSubdirectory("webmail-uploads-").FullName, new Sealing(static plain => plain, static plain => plain), new UploadOptions(), TimeProvider.System, NullLogger<UploadStore>.Instance);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private OpenAccount(DovecotServer server, string user, AccountSessions sessions, AccountSession session, ImapClient second) =>
        (Server, User, Sessions, Session, Second) = (server, user, sessions, session, second);

    public DovecotServer Server { get; }

    public string User { get; }

    public AccountSessions Sessions { get; }

    public AccountSession Session { get; }

    public ImapClient Second { get; private set; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Makes a user with so many messages in INBOX, and signs in.</summary>
    public static async Task<OpenAccount> OpenAsync(MailServersFixture fixture, Flavour flavour, int messages = 0)
    {
        var server = flavour == Flavour.Modern ? fixture.Servers.Modern : fixture.Servers.Plain;
        var user = await fixture.NewUserAsync();
        if (messages > 0) await server.SeedAsync(user, "INBOX", messages, Cancelled);
        var sessions = NewSessions(fixture.Servers, server);
        var session = await sessions.SignInAsync(user, "secret", Cancelled);
        await session.ReadyAsync(Cancelled);
        return new OpenAccount(server, user, sessions, session, await server.ConnectAsync(user, Cancelled));
    }

    public static AccountSessions NewSessions(PrivateMailServers servers, DovecotServer server)
    {
        var mail = new MailOptions
        {
            Imap = new ServerOptions { Host = server.Host, Port = server.ImapsPort, Security = TransportSecurity.Tls, TrustedCertificate = servers.Certificate.File },
        };
        // Half a minute is right for a server; a test wants to see what the polling sees.
        var options = new ImapOptions { PollInterval = TimeSpan.FromSeconds(2), LongestRetryDelay = TimeSpan.FromSeconds(1) };
        return new AccountSessions(new ServerDirectory(mail), options, new ServerResilience(TimeProvider.System), Uploads, TimeProvider.System, NullLoggerFactory.Instance);
    }

    public string Name(string path) => Server.MailboxName(path);

    /// <summary>The whole mailbox as a list.</summary>
    public Task<MessageListing> ListAsync(string mailbox) => Session.OpenAsync(mailbox, new ListingQuery(), Cancelled);

    /// <summary>The list with its first rows fetched.</summary>
    public async Task<MessageListing> OpenWithRowsAsync(string mailbox, int rows = 60)
    {
        var listing = await ListAsync(mailbox);
        await Session.FetchRowsAsync(listing, 0, rows, Cancelled);
        return listing;
    }

    /// <summary>The mailbox in the second client, selected for writing.</summary>
    public async Task<IMailFolder> SelectAsync(string mailbox)
    {
        var folder = await Second.GetFolderAsync(mailbox, Cancelled);
        if (folder.IsOpen) await folder.CloseAsync(false, Cancelled);
        await folder.OpenAsync(FolderAccess.ReadWrite, Cancelled);
        return folder;
    }

    /// <summary>What the second client sees in a mailbox now: subjects by UID.</summary>
    public async Task<IList<IMessageSummary>> LookAsync(string mailbox)
    {
        try
        {
            return await ReadAsync(mailbox);
        }
        catch (ImapProtocolException)
        {
            // Dovecot mends its index after a crash and then says to whom it told otherwise: "session state is inconsistent, please relogin".
            await ReconnectSecondAsync();
            return await ReadAsync(mailbox);
        }
    }

    private async Task<IList<IMessageSummary>> ReadAsync(string mailbox)
    {
        var folder = await SelectAsync(mailbox);
        return folder.Count == 0
            ? []
            : await folder.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.Envelope, Cancelled);
    }

    public async Task AppendAsync(string mailbox, string subject, MessageFlags flags = MessageFlags.None, int size = 10)
    {
        using var message = new MimeMessage(
            [MailboxAddress.Parse("b@outside.test")], [MailboxAddress.Parse(User)], subject, new TextPart("plain") { Text = new string('x', size) });
        var folder = await Second.GetFolderAsync(mailbox, Cancelled);
        await folder.AppendAsync(message, flags, Cancelled);
    }

    public async Task<IMailFolder> CreateAsync(string path)
    {
        var space = Second.PersonalNamespaces[0];
        var parent = Second.GetFolder(space);
        foreach (var level in path.Split('/'))
        {
            try
            {
                parent = (await parent.CreateAsync(level, true, Cancelled))!;
            }
            catch (ImapCommandException)
            {
                parent = await parent.GetSubfolderAsync(level, Cancelled);
            }
        }

        return parent;
    }

    /// <summary>The second client's connection is gone with the server; it gets a new one.</summary>
    public async Task ReconnectSecondAsync()
    {
        Second.Dispose();
        Second = await Server.ConnectAsync(User, Cancelled);
    }

    /// <summary>Waits until it holds; looks again whenever the feed says that something changed, and never otherwise.</summary>
    public async Task UntilAsync(Func<bool> holds, string what)
    {
        using var changed = new SemaphoreSlim(0);
        using var subscription = Session.Changes.Subscribe(_ => changed.Release());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(Patience);
        try
        {
            while (!holds()) await changed.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!Cancelled.IsCancellationRequested)
        {
            Assert.Fail($"Not seen within {Patience.TotalSeconds} s: {what}. Log: {Server.ReadLog()[^Math.Min(2000, Server.ReadLog().Length)..]}");
        }
    }

    /// <summary>Waits for a note of the feed.</summary>
    public async Task<T> NoteAsync<T>(Func<Task> act, Func<T, bool>? matches = null)
        where T : MailChange
    {
        var noted = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = Session.Changes.Subscribe(change =>
        {
            if (change is T note && matches?.Invoke(note) != false) noted.TrySetResult(note);
        });
        await act();
        return await noted.Task.WaitAsync(Patience, Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        Second.Dispose();
        await Sessions.DisposeAsync();
    }
}
