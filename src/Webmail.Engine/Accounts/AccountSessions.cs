using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Webmail.Engine.Imap;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.ManageSieve;
using Webmail.Engine.Submission.Outbox;
using Webmail.Engine.Submission.Uploads;

namespace Webmail.Engine.Accounts;

/// <summary>
/// Opens and shares sessions, and closes those that no tab has used for longer than circuits are kept. One for the process.
/// </summary>
public sealed partial class AccountSessions : IAsyncDisposable
{
    /// <summary>How long a session outlives its last tab: as long as a lost circuit is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(3);

    private readonly ServerDirectory _directory;
    private readonly ImapOptions _options;
    private readonly ServerResilience _resilience;
    private readonly UploadStore _uploads;
    private readonly TimeProvider _timeProvider;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ITimer _sweep;

    /// <summary>One for the process; the parameters are shared by all sessions.</summary>
    public AccountSessions(ServerDirectory directory, ImapOptions options, ServerResilience resilience, UploadStore uploads, TimeProvider timeProvider, ILoggerFactory loggers)
    {
        (_directory, _options, _resilience, _uploads, _timeProvider, _loggers) = (directory, options, resilience, uploads, timeProvider, loggers);
        _logger = loggers.CreateLogger<AccountSessions>();
        // A sixth of the time kept: a session is closed at most half a minute late.
        _sweep = timeProvider.CreateTimer(_ => Sweep(), null, KeptFor / 6, KeptFor / 6);
    }

    /// <summary>The history of an account's scripts by its id; null: none is kept.</summary>
    public Func<string, ScriptHistory>? ScriptHistories { get; init; }

    /// <summary>How many sessions are open.</summary>
    public int Count => _entries.Count;

    /// <summary>Signs in at the mail server and opens a session. Throws <see cref="SignInException"/>.</summary>
    public async Task<AccountSession> SignInAsync(string userName, string password, CancellationToken cancellationToken)
    {
        if (!_directory.TryFind(userName, out var account)) throw new SignInException(SignInFailure.UnknownDomain);
        var pool = Pool(account, password);
        try
        {
            await pool.ConnectAsync(cancellationToken);
        }
        catch (Exception)
        {
            await pool.DisposeAsync();
            throw;
        }

        return Open(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), account, pool);
    }

    /// <summary>The open session of that id, or null. Counts as a use.</summary>
    public AccountSession? Find(string sessionId)
    {
        if (!_entries.TryGetValue(sessionId, out var entry)) return null;
        entry.UsedAt = _timeProvider.GetTimestamp();
        return entry.Session;
    }

    /// <summary>Opens the session of a ticket again, after a restart or a long absence; it connects in the background.</summary>
    public AccountSession Resume(string sessionId, string userName, string password)
    {
        if (Find(sessionId) is { } open) return open;
        if (!_directory.TryFind(userName, out var account)) throw new SignInException(SignInFailure.UnknownDomain);
        var pool = Pool(account, password);
        pool.Resume();
        return Open(sessionId, account, pool);
    }

    /// <summary>Verifies a new password at the server and gives it to the session. Throws <see cref="SignInException"/>.</summary>
    public async Task RenewAsync(string sessionId, string password, CancellationToken cancellationToken)
    {
        if (Find(sessionId) is not { } session) throw new SignInException(SignInFailure.WrongCredentials);
        await session.RenewAsync(new PasswordCredentials(session.Account.UserName, password), cancellationToken);
    }

    /// <summary>A tab uses the session until the result is disposed. One that is closed already stays closed.</summary>
    public IDisposable Hold(AccountSession session)
    {
        if (!_entries.TryGetValue(session.Id, out var entry) || entry.Session != session) return new Tab(() => { });
        Interlocked.Increment(ref entry.Tabs);
        return new Tab(() =>
        {
            entry.UsedAt = _timeProvider.GetTimestamp();
            Interlocked.Decrement(ref entry.Tabs);
        });
    }

    /// <summary>
    /// Lends the connections of an account's open session, which has proved who it is, or new ones with credentials that were kept:
    /// a message that was sent goes out also after the person has left, and with the new password after it was changed.
    /// </summary>
    public LentAccount Lend(Account account, ICredentials kept)
    {
        if (_entries.Values.Select(entry => entry.Session).FirstOrDefault(one => one.Account.Id == account.Id && !one.CredentialsRejected) is { } open)
        {
            var held = Hold(open);
            return new LentAccount(open.Pool, open.Pool.Credentials, () =>
            {
                held.Dispose();
                return ValueTask.CompletedTask;
            });
        }

        var pool = Pool(account, kept);
        return new LentAccount(pool, kept, pool.DisposeAsync);
    }

    /// <summary>Ends a session in every tab and closes its connections.</summary>
    public async Task CloseAsync(string sessionId)
    {
        if (_entries.TryRemove(sessionId, out var entry)) await entry.Session.DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        await Task.WhenAll(_entries.Keys.ToList().Select(CloseAsync));
    }

    private ImapConnectionPool Pool(Account account, string password) => Pool(account, new PasswordCredentials(account.UserName, password));

    private ImapConnectionPool Pool(Account account, ICredentials credentials) =>
        new(account, credentials, _options, _resilience, _timeProvider, _loggers);

    private AccountSession Open(string id, Account account, ImapConnectionPool pool)
    {
        var session = new AccountSession(id, account, pool, _uploads, _timeProvider, _loggers)
        {
            Scripts = new SieveScripts(account.Sieve, () => pool.Credentials, _directory.SieveServers(), new ManageSieveTimes(), _timeProvider)
            {
                History = ScriptHistories?.Invoke(account.Id),
            },
        };
        var made = new Entry(session) { UsedAt = _timeProvider.GetTimestamp() };
        var entry = _entries.GetOrAdd(id, made);
        if (entry == made) made.Session.Start();
        return entry.Session;
    }

    private void Sweep()
    {
        foreach (var (id, entry) in _entries)
        {
            if (Volatile.Read(ref entry.Tabs) == 0 && _timeProvider.GetElapsedTime(entry.UsedAt) > KeptFor) _ = CloseUnusedAsync(id);
        }
    }

    private async Task CloseUnusedAsync(string id)
    {
        try
        {
            await CloseAsync(id);
        }
        catch (Exception e)
        {
            LogCloseFailed(e.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "An unused session could not be closed cleanly ({Kind}).")]
    private partial void LogCloseFailed(string kind);

    private sealed class Entry(AccountSession session)
    {
        public int Tabs;

        public AccountSession Session { get; } = session;

        public long UsedAt { get; set; }
    }

    private sealed class Tab(Action release) : IDisposable
    {
        private Action? _release = release;

        public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
    }
}
