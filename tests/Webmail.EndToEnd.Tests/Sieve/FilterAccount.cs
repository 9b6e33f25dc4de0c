using MailKit;
using MailKit.Net.Imap;
using MimeKit;
using Webmail.EndToEnd.Tests.Servers;
using Webmail.EndToEnd.Tests.Sync;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.Rules;
using Webmail.MailServers;

namespace Webmail.EndToEnd.Tests.Sieve;

/// <summary>A signed-in session of a user of its own with filters, mail that comes in by LMTP, and a second client that looks where it is.</summary>
internal sealed class FilterAccount : IAsyncDisposable
{
    private readonly AccountSessions sessions;

    private FilterAccount(DovecotServer server, string user, AccountSessions sessions, AccountSession session, ImapClient second) =>
        (Server, User, this.sessions, Session, Second) = (server, user, sessions, session, second);

    public DovecotServer Server { get; }

    public string User { get; }

    public AccountSession Session { get; }

    public ImapClient Second { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<FilterAccount> OpenAsync(MailServersFixture fixture) =>
        await OpenAsync(fixture.Servers.Modern, await fixture.NewUserAsync(), fixture.Servers.Certificate.File);

    public static async Task<FilterAccount> OpenAsync(DovecotServer server, string user, string trusted)
    {
        var mail = new MailOptions
        {
            Imap = new ServerOptions { Host = server.Host, Port = server.ImapsPort, Security = TransportSecurity.Tls, TrustedCertificate = trusted },
            Sieve = new ServerOptions { Host = server.Host, Port = server.SievePort, Security = TransportSecurity.StartTls, TrustedCertificate = trusted },
        };
        var sessions = new AccountSessions(
            new ServerDirectory(mail), new ImapOptions(), new ServerResilience(TimeProvider.System), OpenAccount.Uploads, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        return new FilterAccount(server, user, sessions, await sessions.SignInAsync(user, "secret", Cancelled), await server.ConnectAsync(user, Cancelled));
    }

    public async Task<StoredScript> ReadAsync() => Assert.IsType<ScriptReading.Read>(await Session.Scripts.ReadAsync(Cancelled)).Script;

    /// <summary>Saves a script, or says what the server has against it.</summary>
    public Task SaveAsync(FilterScript script) => PutAsync(script.Text);

    /// <summary>Saves a script as it is written.</summary>
    public async Task PutAsync(string text)
    {
        var saving = await Session.Scripts.SaveAsync(await ReadAsync(), text, Cancelled);
        Assert.True(saving is ScriptSaving.Saved, $"{saving}\n{text}");
    }

    /// <summary>Delivers a message and says where it went: the mailbox, with its flags; nothing if it is nowhere.</summary>
    public async Task<IReadOnlyList<string>> DeliverAsync(Letter letter)
    {
        using var message = letter.Message();
        await Server.DeliverAsync(letter.Detail is { } detail ? User.Replace("@", $"+{detail}@", StringComparison.Ordinal) : User, message, letter.Sender, Cancelled);
        var places = new List<string>();
        foreach (var folder in await Second.GetFoldersAsync(Second.PersonalNamespaces[0], cancellationToken: Cancelled))
        {
            if (folder.Attributes.HasFlag(FolderAttributes.NoSelect) || folder.Attributes.HasFlag(FolderAttributes.NonExistent))
                continue;
            await folder.OpenAsync(FolderAccess.ReadWrite, Cancelled);
            if (folder.Count > 0)
            {
                foreach (var found in await folder.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Flags, Cancelled))
                    places.Add(string.Join(' ', (string[])[folder.FullName, .. Flags(found)]));
                await folder.AddFlagsAsync([.. Enumerable.Range(0, folder.Count)], MessageFlags.Deleted, true, Cancelled);
                // The second client alone has this mailbox.
                await folder.CloseAsync(true, Cancelled);
            }
            else
            {
                await folder.CloseAsync(false, Cancelled);
            }
        }

        return places;
    }

    /// <summary>Waits for the next message in the inbox and takes it out.</summary>
    public async Task<string> NextSubjectAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        await Second.Inbox.OpenAsync(FolderAccess.ReadWrite, limit.Token);
        while (Second.Inbox.Count == 0)
        {
            await Task.Delay(20, limit.Token);
            await Second.NoOpAsync(limit.Token);
        }

        var subject = (await Second.Inbox.FetchAsync(0, 0, MessageSummaryItems.Envelope, limit.Token))[0].Envelope!.Subject ?? "";
        await Second.Inbox.AddFlagsAsync(0, MessageFlags.Deleted, true, limit.Token);
        await Second.Inbox.CloseAsync(true, limit.Token);
        return subject;
    }

    public async ValueTask DisposeAsync()
    {
        Second.Dispose();
        await sessions.DisposeAsync();
    }

    private static IEnumerable<string> Flags(IMessageSummary found)
    {
        if (found.Flags!.Value.HasFlag(MessageFlags.Seen))
            yield return @"\Seen";
        if (found.Flags!.Value.HasFlag(MessageFlags.Flagged))
            yield return @"\Flagged";
        foreach (var keyword in found.Keywords.Order(StringComparer.Ordinal))
            yield return keyword;
    }
}
