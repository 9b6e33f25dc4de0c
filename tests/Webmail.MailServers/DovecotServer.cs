using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;
using Webmail.MailServers.Loading;
using Webmail.MailServers.Processes;

namespace Webmail.MailServers;

/// <summary>
/// One private Dovecot on 127.0.0.1. It keeps its ports and its mail when it is stopped, killed, started or given other options.
/// Not for use by several tests at once where one of them stops it.
/// </summary>
public sealed class DovecotServer
{
    private const uint Nobody = 65534;

    private readonly DovecotPaths _paths;
    private readonly DovecotPorts _ports;
    private readonly ServerCertificate _certificate;
    private readonly UserFiles _users;
    private readonly int? _relayPort;
    private ServerProcess? _process;

    internal DovecotServer(DovecotOptions options, DovecotPaths paths, ServerCertificate certificate, UserFiles users, int? relayPort)
    {
        Options = options;
        _paths = paths;
        _ports = DovecotPorts.Next();
        _certificate = certificate;
        _users = users;
        _relayPort = relayPort;
        foreach (var folder in (string[])[paths.Run, paths.State, paths.Mail, paths.Shared])
            Directory.CreateDirectory(folder);
        if (Environment.IsPrivilegedProcess)
        {
            LibC.ChangeOwner(paths.Mail, Nobody, Nobody);
            LibC.ChangeOwner(paths.Shared, Nobody, Nobody);
        }
    }

    /// <summary>Its present habits.</summary>
    public DovecotOptions Options { get; private set; }

    /// <summary>Always <c>127.0.0.1</c>.</summary>
    public string Host { get; } = "127.0.0.1";

    /// <summary>IMAP, with STARTTLS or in clear.</summary>
    public int ImapPort => _ports.Imap;

    /// <summary>IMAP over TLS.</summary>
    public int ImapsPort => _ports.Imaps;

    /// <summary>ManageSieve, with STARTTLS or in clear.</summary>
    public int SievePort => _ports.Sieve;

    /// <summary>LMTP, without authentication.</summary>
    public int LmtpPort => _ports.Lmtp;

    /// <summary>Dovecot's authentication for Postfix.</summary>
    internal int AuthPort => _ports.Auth;

    /// <summary>Starts it on the same ports with the same mail, and returns when it greets.</summary>
    /// <exception cref="ServerStartException">It is not installed, or does not start; the message holds its log.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_process is not null)
            throw new InvalidOperationException("It is running.");
        await File.WriteAllTextAsync(_paths.Configuration, DovecotConfiguration.Text(Options, _paths, _ports, _certificate, _relayPort), cancellationToken);
        _process = ServerProcess.Start(_paths.Log, ServerProgram.Find("dovecot"), "-F", "-c", _paths.Configuration);
        await Readiness.GreetingAsync($"Dovecot ({Options.Name})", ImapPort, _process, ReadLog, cancellationToken);
    }

    /// <summary>Ends it in order; clients get <c>BYE</c>.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => EndAsync((process, token) => process.StopAsync(token), cancellationToken);

    /// <summary>Ends all its processes at once, as a crash or a power cut would; clients get nothing but the end of the connection.</summary>
    public Task KillAsync(CancellationToken cancellationToken = default) => EndAsync((process, token) => process.KillAsync(token), cancellationToken);

    /// <summary>Restarts it with other habits, such as <c>options.Without("IDLE")</c> or fewer connections for each user.</summary>
    public async Task ReconfigureAsync(Func<DovecotOptions, DovecotOptions> change, CancellationToken cancellationToken = default)
    {
        if (_process is not null)
            await StopAsync(cancellationToken);
        Options = change(Options);
        await StartAsync(cancellationToken);
    }

    /// <summary>The IMAP name of a mailbox given as a path with slashes, such as <c>Angebote/2025</c>. <c>INBOX</c> and <c>Shared/…</c> are what they are.</summary>
    public string MailboxName(string path) =>
        path is "INBOX" || path.StartsWith("Shared/", StringComparison.Ordinal)
            ? path.Replace('/', Options.Separator)
            : Options.NamespacePrefix + path.Replace('/', Options.Separator);

    /// <summary>A signed-in second client, over a connection in clear. The caller disposes it.</summary>
    /// <exception cref="KeyNotFoundException">There is no such user.</exception>
    public async Task<ImapClient> ConnectAsync(string user, CancellationToken cancellationToken = default)
    {
        var client = new ImapClient();
        try
        {
            await client.ConnectAsync(Host, ImapPort, SecureSocketOptions.None, cancellationToken);
            await client.AuthenticateAsync(user, _users.PasswordOf(user), cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Delivers by LMTP as an outside server would: the user's Sieve script runs.</summary>
    /// <exception cref="InvalidOperationException">Dovecot refused it; the message holds its reply.</exception>
    public Task DeliverAsync(string user, MimeMessage message, CancellationToken cancellationToken = default) =>
        DeliverAsync(user, message, "sender@outside.test", cancellationToken);

    /// <summary>The same, from a sender of the envelope (MAIL FROM).</summary>
    /// <exception cref="InvalidOperationException">Dovecot refused it; the message holds its reply.</exception>
    public Task DeliverAsync(string user, MimeMessage message, string sender, CancellationToken cancellationToken) =>
        LmtpDelivery.DeliverAsync(LmtpPort, sender, user, message, cancellationToken);

    /// <summary>
    /// Adds <paramref name="count"/> invented messages to a mailbox, which is made and subscribed if missing, oldest first and the same ones each time.
    /// Returns how long it took; 100,000 take less than a minute.
    /// </summary>
    /// <param name="mailbox">The IMAP name, see <see cref="MailboxName"/>.</param>
    public async Task<TimeSpan> SeedAsync(string user, string mailbox, int count, CancellationToken cancellationToken = default) =>
        await LoadAsync(user, SyntheticMail.Messages(mailbox, count), cancellationToken);

    /// <summary>Adds messages to mailboxes, which are made and subscribed if missing, and returns how long it took.</summary>
    public async Task<TimeSpan> LoadAsync(string user, IEnumerable<StoredMessage> messages, CancellationToken cancellationToken = default) =>
        await MessageLoader.LoadAsync(ImapPort, user, _users.PasswordOf(user), messages, cancellationToken);

    /// <summary>Dovecot's log, to be shown with a failed test.</summary>
    public string ReadLog() => File.Exists(_paths.Log) ? File.ReadAllText(_paths.Log) : "";

    private async Task EndAsync(Func<ServerProcess, CancellationToken, Task> end, CancellationToken cancellationToken)
    {
        if (_process is not { } process)
            throw new InvalidOperationException("It is not running.");
        await end(process, cancellationToken);
        process.Dispose();
        _process = null;
    }
}
