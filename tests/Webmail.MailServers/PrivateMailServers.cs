using System.Globalization;
using Webmail.MailServers.Processes;

namespace Webmail.MailServers;

/// <summary>
/// Private mail servers in one temporary folder, on free ports of 127.0.0.1: a Dovecot with every extension, one with old habits, and
/// a Postfix between the users. Every user exists on both Dovecots, with separate mail. Disposing ends every process and removes the folder; so does the death
/// of this process, however it dies.
/// </summary>
/// <remarks>
/// As root the servers drop to their packages' users. Otherwise Dovecot runs as the present user, and Postfix, which can't, is left out.
/// </remarks>
public sealed class PrivateMailServers : IAsyncDisposable
{
    private readonly FolderGuard _guard;
    private readonly UserFiles _users;
    private readonly DovecotServer? _plain;

    private PrivateMailServers(
        FolderGuard guard, string domain, ServerCertificate certificate, UserFiles users, DovecotServer modern, DovecotServer? plain, PostfixServer? submission)
    {
        _guard = guard;
        _users = users;
        _plain = plain;
        Domain = domain;
        Certificate = certificate;
        Modern = modern;
        Submission = submission;
    }

    /// <summary>Everything is below this folder.</summary>
    public string Folder => _guard.Folder;

    /// <summary>The domain of all users.</summary>
    public string Domain { get; }

    /// <summary>The certificate of all servers.</summary>
    public ServerCertificate Certificate { get; }

    /// <summary>The Dovecot with every extension. It receives what is submitted.</summary>
    public DovecotServer Modern { get; }

    /// <summary>The Dovecot with old habits.</summary>
    /// <exception cref="InvalidOperationException">The options left it out.</exception>
    public DovecotServer Plain => _plain ?? throw new InvalidOperationException("The options left the plain server out.");

    /// <summary>Postfix; null when the options left it out or we are not root.</summary>
    public PostfixServer? Submission { get; }

    /// <summary>Starts the servers and returns when all greet.</summary>
    /// <exception cref="ServerStartException">A server is not installed or does not start; the message holds its log.</exception>
    public static async Task<PrivateMailServers> StartAsync(PrivateMailServersOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PrivateMailServersOptions();
        var guard = FolderGuard.Create();
        try
        {
            var certificate = ServerCertificate.Create(guard.Folder, options.Clock);
            var users = new UserFiles(Path.Combine(guard.Folder, "users"), options.Clock);
            var submission = options.Submission && Environment.IsPrivilegedProcess ? new PostfixServer(Path.Combine(guard.Folder, "postfix")) : null;
            var group = await CurrentGroup.NameAsync(cancellationToken);

            DovecotServer Dovecot(DovecotOptions habits) => new(
                habits,
                new DovecotPaths(Path.Combine(guard.Folder, habits.Name), users.Pattern, Environment.UserName, group),
                certificate,
                users,
                submission?.RelayPort);

            var modern = Dovecot(options.Modern);
            var plain = options.Plain is null ? null : Dovecot(options.Plain);
            await Task.WhenAll(
                modern.StartAsync(cancellationToken),
                plain?.StartAsync(cancellationToken) ?? Task.CompletedTask,
                submission?.StartAsync(options.Domain, certificate, modern, cancellationToken) ?? Task.CompletedTask);
            return new PrivateMailServers(guard, options.Domain, certificate, users, modern, plain, submission);
        }
        catch
        {
            await guard.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a user to both Dovecots, or gives one another password and quota. It can sign in at once.</summary>
    /// <param name="name">Full address.</param>
    /// <param name="quotaBytes">Limit of all their mailboxes together in bytes; 10 GB if not given.</param>
    public Task AddUserAsync(string name, string password, long? quotaBytes = null) => _users.SetAsync(name, password, quotaBytes);

    /// <summary>Changes a password, for sign-ins from now on; takes up to a second. Connections that are open stay open, as with real servers.</summary>
    public Task ChangePasswordAsync(string name, string password) => _users.ChangePasswordAsync(name, password);

    /// <summary>The name under which results of checking a sender stand in messages (RFC 8601, authserv-id).</summary>
    public const string AuthenticationServer = "mx.example.test";

    /// <summary>The environment variables that let Webmail use <paramref name="imap"/>, everything over TLS with our certificate.</summary>
    public IReadOnlyDictionary<string, string> WebmailSettings(DovecotServer imap)
    {
        var settings = new Dictionary<string, string>();
        void Add(string section, string host, int port, string security)
        {
            settings[$"Mail__{section}__Host"] = host;
            settings[$"Mail__{section}__Port"] = port.ToString(CultureInfo.InvariantCulture);
            settings[$"Mail__{section}__Security"] = security;
            settings[$"Mail__{section}__TrustedCertificate"] = Certificate.File;
        }

        // What the messages of demo and tests say that took them in.
        settings["Mail__AuthenticationServers"] = AuthenticationServer;
        Add("Imap", imap.Host, imap.ImapsPort, "Tls");
        Add("Sieve", imap.Host, imap.SievePort, "StartTls");
        if (Submission is { } submission)
            Add("Submission", submission.Host, submission.SubmissionsPort, "Tls");
        return settings;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _guard.DisposeAsync();
}
