using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Webmail.Engine.Accounts;

namespace Webmail.Engine.Imap;

/// <summary>
/// An account's few connections, lent by role. Interactive work never waits for background work: each role has its own. Opened when
/// needed, closed when unused, reconnected by themselves. Safe for many callers. Owned by whoever made it: dispose it to log out.
/// </summary>
/// <remarks>
/// What comes out of the pool, besides what the work itself throws: <see cref="SignInException"/> (credentials, certificate or encryption),
/// <see cref="MailServerUnavailableException"/>, <see cref="ConnectionLostException"/>, <see cref="MailboxGoneException"/>,
/// <see cref="ServerRefusedException"/> and <see cref="OperationCanceledException"/>.
/// </remarks>
public sealed class ImapConnectionPool : IAsyncDisposable
{
    private readonly ImapOptions options;
    private readonly TimeProvider time;
    private readonly ConnectionOpener opener;
    private readonly PoolHealth health;
    private readonly ConnectionLane[] lanes;
    private readonly ConnectionLimit limit;
    private readonly CancellationTokenSource closing = new();
    private readonly ResiliencePipeline once;
    private readonly ResiliencePipeline again;
    private readonly Task upkeep;
    private ICredentials credentials;
    private bool closed;

    /// <summary>Makes a pool; opens nothing yet.</summary>
    public ImapConnectionPool(Account account, ICredentials credentials, ImapOptions options, ServerResilience resilience, TimeProvider time, ILoggerFactory loggers)
    {
        this.credentials = credentials;
        this.options = options;
        this.time = time;
        opener = new ConnectionOpener(account, options, resilience, time);
        health = new PoolHealth(options, time, loggers.CreateLogger<ImapConnectionPool>(), ReachAsync);
        lanes = [.. Enum.GetValues<ConnectionRole>().Select(role => new ConnectionLane(options.ConnectionsOf(role), () => new ImapConnection(role, options, time)))];
        limit = new ConnectionLimit(lanes, options.ConnectionLimitPause, time);
        once = Repeating(lost => !lost.MayHaveRun);
        again = Repeating(_ => true);
        upkeep = new PoolUpkeep(lanes, options, time, limit.Relax).RunAsync(closing.Token);
    }

    /// <summary>What the server offers; all <c>false</c> before the first connection.</summary>
    public ServerCapabilities Capabilities { get; private set; } = new();

    /// <summary>How the pool stands with the server.</summary>
    public ConnectionState State => health.State;

    /// <summary>What the connections are opened with now.</summary>
    internal ICredentials Credentials => credentials;

    /// <summary>What lost a connection by what it says of itself.</summary>
    internal UnreadableMessages Unreadable { get; } = new();

    /// <summary>How often to ask where nothing is told by itself.</summary>
    internal TimeSpan PollInterval => options.PollInterval;

    /// <summary>How often to ask where everything is told by itself.</summary>
    internal TimeSpan ReconcileInterval => options.ReconcileInterval;

    /// <summary>Whether the last thing said to the server was answered.</summary>
    public bool IsConnected => State is ConnectionState.Connected;

    /// <summary><see cref="State"/> has changed. Raised outside of any lock, on whichever thread found out.</summary>
    public event EventHandler<ConnectionState>? Changed
    {
        add => health.Changed += value;
        remove => health.Changed -= value;
    }

    /// <summary>Opens and authenticates the first interactive connection.</summary>
    /// <exception cref="SignInException">It did not succeed.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var lane = Lane(ConnectionRole.Interactive);
        var connection = await lane.BorrowAsync(null, false, cancellationToken) ?? throw new SignInException(SignInFailure.TooManyConnections);
        try
        {
            if (!connection.IsOpen)
                await OpenAsync(connection, true, cancellationToken);
        }
        finally
        {
            lane.Return(connection);
        }
    }

    /// <summary>
    /// Says that these credentials worked before: that the first connection fails is an outage then, or a changed password, and
    /// <see cref="State"/> tells which.
    /// </summary>
    internal void Resume() => health.Resume();

    /// <summary>Takes new credentials after <see cref="ConnectionState.CredentialsRejected"/>, and tries them. What is open stays open.</summary>
    /// <exception cref="SignInException">They do not work; the old ones stay, and so does the state.</exception>
    public async Task UseCredentialsAsync(ICredentials fresh, CancellationToken cancellationToken)
    {
        var client = await opener.OpenAsync(fresh, ConnectionRole.Interactive, true, cancellationToken);
        credentials = fresh;
        health.SignedIn();
        var lane = Lane(ConnectionRole.Interactive);
        if (lane.TryTakeClosed(out var connection))
        {
            connection.Open(client);
            lane.Return(connection);
        }
        else
        {
            // All are open still: the new one was only to see whether it works.
            client.Dispose();
        }
    }

    /// <summary>Completes once <see cref="State"/> is <see cref="ConnectionState.Connected"/>.</summary>
    public Task WaitForConnectionAsync(CancellationToken cancellationToken) => health.WaitAsync(cancellationToken);

    /// <summary>Lends a connection of a role, with a mailbox selected (<c>null</c>: none needed), for one piece of work.</summary>
    /// <param name="role">What it is for.</param>
    /// <param name="mailbox">The mailbox's name, decoded.</param>
    /// <param name="work">
    /// The work. Its token breaks off the connection, and comes only <see cref="ImapOptions.GraceTime"/> after
    /// <paramref name="cancellationToken"/>; between commands look at <see cref="ImapWork.Abandoned"/>.
    /// </param>
    /// <param name="repeatable">Whether it does no harm to do it once more, from the start, after the connection was lost in the middle of it.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    /// <exception cref="SignInException">Credentials, certificate or encryption are not accepted any more.</exception>
    /// <exception cref="MailServerUnavailableException">No connection could be had. Nothing was done.</exception>
    /// <exception cref="ConnectionLostException">The connection was lost, and the work not repeated or lost again.</exception>
    /// <exception cref="MailboxGoneException">The mailbox does not exist.</exception>
    /// <exception cref="ServerRefusedException">The server said NO or BAD.</exception>
    public async Task<T> RunAsync<T>(
        ConnectionRole role, string? mailbox, Func<ImapWork, CancellationToken, Task<T>> work, bool repeatable, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        try
        {
            return await (repeatable ? again : once).ExecuteAsync(
                async token => await RunOnceAsync(role, mailbox, work, !repeatable, token), cancellationToken);
        }
        catch (OperationCanceledException) when (closed)
        {
            throw new ObjectDisposedException(nameof(ImapConnectionPool));
        }
    }

    /// <summary>The same for work without a result.</summary>
    public Task RunAsync(
        ConnectionRole role, string? mailbox, Func<ImapWork, CancellationToken, Task> work, bool repeatable, CancellationToken cancellationToken) =>
        RunAsync(role, mailbox, async (lent, token) =>
        {
            await work(lent, token);
            return true;
        }, repeatable, cancellationToken);

    /// <summary>
    /// Closes the connections that have this mailbox selected and are not lent: it was deleted or made anew, and neither the server's
    /// process nor MailKit gets out of what they still hold of the old one (seen with Dovecot 2.3: NO to everything, counts that stand still).
    /// </summary>
    internal void Leave(string mailbox) => CloseIdle(connection => connection.Mailbox == mailbox);

    /// <summary>Closes the connections that are not lent: what their processes hold of the account's mailboxes may be out of date.</summary>
    internal void CloseIdle() => CloseIdle(_ => true);

    /// <summary>Breaks off what is running, and logs out.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref closed, true))
            return;

        // First nobody gets a connection any more, then who has one loses it.
        var unused = lanes.SelectMany(lane => lane.Close()).ToList();
        await closing.CancelAsync();
        await upkeep;
        await health.DisposeAsync();
        // Politeness has a limit: a server that does not answer LOGOUT loses the connection.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
        await Task.WhenAll(unused.Select(connection => connection.LogOutAsync(patience.Token)));
    }

    private async Task<T> RunOnceAsync<T>(
        ConnectionRole role, string? mailbox, Func<ImapWork, CancellationToken, Task<T>> work, bool certain, CancellationToken cancellationToken)
    {
        var (lane, connection) = await BorrowOpenAsync(role, mailbox, certain, cancellationToken);
        try
        {
            using var broken = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
            await using var closed = closing.Token.Register(broken.Cancel);
            await using var abandoned = cancellationToken.Register(() => broken.CancelAfter(options.GraceTime));
            var result = await connection.RunAsync(mailbox, work, cancellationToken, broken.Token);
            health.Answered();
            return result;
        }
        finally
        {
            lane.Return(connection);
        }
    }

    private async Task<(ConnectionLane Lane, ImapConnection Connection)> BorrowOpenAsync(ConnectionRole role, string? mailbox, bool certain, CancellationToken cancellationToken)
    {
        var guest = false;
        while (true)
        {
            // With few connections at the server, the one a person waits for has to be the first.
            if (role != ConnectionRole.Interactive && !Lane(ConnectionRole.Interactive).HasOpen)
                await ReachAsync(cancellationToken);
            var lane = Lane(guest ? ConnectionRole.Interactive : role);
            var connection = await lane.BorrowAsync(mailbox, guest, cancellationToken);
            if (connection is null)
            {
                // Background work goes along with what a person does; a watcher has to find another way.
                if (role != ConnectionRole.Background || guest)
                    throw new MailServerUnavailableException(new SignInException(SignInFailure.TooManyConnections));
                guest = true;
                continue;
            }

            try
            {
                if (!await connection.StillAnswersAsync(certain, cancellationToken))
                    await OpenAsync(connection, State is not ConnectionState.Reconnecting, cancellationToken);
                return (lane, connection);
            }
            catch (SignInException exception) when (exception.Failure == SignInFailure.TooManyConnections && State is not ConnectionState.Disconnected)
            {
                // Make do with what is open. With none at all the others' lanes are out of use for a while; the person's is tried each time.
                var open = limit.Reached(lane, role == ConnectionRole.Interactive || guest ? 1 : 0);
                lane.Return(connection);
                if (open == 0 && (role == ConnectionRole.Interactive || guest))
                    throw new MailServerUnavailableException(exception);
            }
            catch (SignInException exception) when (SignInFailures.IsTransient(exception.Failure))
            {
                lane.Return(connection);
                throw new MailServerUnavailableException(exception);
            }
            catch
            {
                lane.Return(connection);
                throw;
            }
        }
    }

    private async Task OpenAsync(ImapConnection connection, bool patient, CancellationToken cancellationToken)
    {
        health.ThrowIfRejected();
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing.Token);
            connection.Open(await opener.OpenAsync(credentials, connection.Role, patient, either.Token));
            Capabilities = connection.Capabilities!;
            health.SignedIn();
        }
        catch (SignInException exception)
        {
            health.Failed(exception, lanes.Any(lane => lane.CountOpen() > 0));
            throw;
        }
    }

    /// <summary>Makes sure that one interactive connection is open: what the reconnecting loop tries.</summary>
    private async Task ReachAsync(CancellationToken cancellationToken)
    {
        var (lane, connection) = await BorrowOpenAsync(ConnectionRole.Interactive, null, true, cancellationToken);
        lane.Return(connection);
    }

    private void CloseIdle(Predicate<ImapConnection> matches)
    {
        foreach (var lane in lanes)
        {
            while (lane.TryTakeIdle(matches, out var connection))
            {
                connection.Close();
                lane.Return(connection);
            }
        }
    }

    private ConnectionLane Lane(ConnectionRole role) => lanes[(int)role];

    private ResiliencePipeline Repeating(Func<ConnectionLostException, bool> may) => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            // Once, and at once: a fresh connection is opened for it, and opening has its own retries.
            MaxRetryAttempts = 1,
            Delay = TimeSpan.Zero,
            ShouldHandle = new PredicateBuilder().Handle(may),
        })
        .Build();
}
