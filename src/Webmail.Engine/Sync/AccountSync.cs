using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;

namespace Webmail.Engine.Sync;

/// <summary>
/// Keeps an account's tree and open mailboxes in step with the server: owns watcher, scheduler and runner and their loops,
/// and says through the feed what to look at again.
/// </summary>
internal sealed class AccountSync : IWatchSink, IAsyncDisposable
{
    // Fifty thousand messages move in about this time; longer, a person who signs out does not wait.
    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(10);

    private readonly ImapConnectionPool _pool;
    private readonly ChangeFeed _feed;
    private readonly TimeProvider _timeProvider;
    private readonly SyncScheduler _scheduler;
    private readonly MailboxWatcher _watcher;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task _running = Task.CompletedTask;
    private Task _loops = Task.CompletedTask;
    private MailboxTree _tree = MailboxTree.Empty;
    private SyncMode _mode = SyncMode.Live;
    private DateTimeOffset _since;
    private DateTimeOffset _lastChange;
    private long _lastAsked, _lastTaken;

    public AccountSync(ImapConnectionPool pool, ChangeFeed feed, TimeProvider timeProvider, ILoggerFactory loggers)
    {
        (_pool, _feed, _timeProvider) = (pool, feed, timeProvider);
        _since = _lastChange = timeProvider.GetUtcNow();
        Mailboxes = new OpenMailboxes(pool, feed, timeProvider, Hint);
        Runner = new OperationRunner(pool, timeProvider, pending => feed.Publish(new MailChange.OperationAdvanced(pending)), Confirm, loggers.CreateLogger<OperationRunner>());
        _scheduler = new SyncScheduler(SynchronizeAsync, ListAsync, pool.WaitForConnectionAsync, timeProvider, loggers.CreateLogger<SyncScheduler>());
        _watcher = new MailboxWatcher(pool, this, timeProvider, loggers.CreateLogger<MailboxWatcher>());
        pool.Changed += OnConnection;
    }

    public OpenMailboxes Mailboxes { get; }

    public OperationRunner Runner { get; }

    public QuotaUsage? Quota { get; private set; }

    public string? OpenMailbox => Mailboxes.Names.FirstOrDefault();

    public SyncStatus Status
    {
        get
        {
            lock (_gate) return new SyncStatus(_mode, _lastChange, _since, Runner.Waiting);
        }
    }

    public bool IsSeen => _feed.IsHeard;

    public bool IsBusy => Runner.Waiting > 0;

    public int CountOfMailboxes => _tree.Count;

    /// <summary>The tree as a person shall see it: counts with pending operations folded in.</summary>
    public MailboxTree Tree
    {
        get
        {
            lock (_gate) return CountEffect.Fold(_tree, Mailboxes.Pending);
        }
    }

    public bool IsShared(string mailbox) => _tree.Find(mailbox) is { Kind: not MailboxKind.Personal };

    /// <summary>Starts the loops. The first connection need not stand yet.</summary>
    public void Start()
    {
        _running = Loop(Runner.RunAsync);
        _loops = Task.WhenAll(Loop(_watcher.RunAsync), Loop(_scheduler.RunAsync), _running);
    }

    /// <summary>Takes in an operation that is shown already.</summary>
    public void Perform(PendingOperation pending)
    {
        Mailboxes.Begin(pending.Operation);
        Runner.Add(pending);
    }

    public void Hint(string mailbox) => _scheduler.Hint(mailbox);

    public void HintTree() => _scheduler.HintTree();

    /// <summary>A person looks at this mailbox now.</summary>
    public void OnOpened(string mailbox) => _watcher.LookAt(mailbox);

    /// <summary>Reads the tree anew.</summary>
    public async Task ListAsync(CancellationToken cancellationToken)
    {
        // What is opened while the list is on its way may be newer than the list.
        var open = Mailboxes.Names.ToList();
        MailboxTree before;
        long turn;
        lock (_gate) (before, turn) = (_tree, ++_lastAsked);
        var (tree, quota) = await _pool.RunAsync(
            ConnectionRole.Interactive,
            null,
            async (work, ct) =>
            {
                var listed = await MailboxLister.ListAsync(work, ct);
                // Where nothing came or went, nothing more is used.
                return (listed, listed.IsSameAs(before) ? Quota : await QuotaReader.ReadAsync(work, ct));
            },
            repeatable: true,
            cancellationToken);
        lock (_gate)
        {
            // Several connections may list at once: what was asked for later knows what this one can't, such as a new name.
            if (turn < _lastTaken) return;
            _lastTaken = turn;
            before = _tree;
            _tree = tree = WithKnownCounts(tree, before);
            Quota = quota;
        }

        if (tree.HasRenamed(before)) _watcher.Renew();

        foreach (var gone in open.Where(name => tree.Find(name) is not { IsSelectable: true }))
        {
            Mailboxes.Forget(gone);
            _pool.Leave(gone);
            _feed.Publish(new MailChange.MailboxGone(gone));
        }

        foreach (var name in Mailboxes.Names.Where(name => IsAnew(tree.Find(name))).ToList()) _pool.Leave(name);
        foreach (var name in Mailboxes.Names.Where(name => IsBehind(tree.Find(name))).ToList()) _scheduler.Hint(name);
        if (tree.IsSameAs(before)) return;
        if (before.Roots.Length > 0) NoteChange();
        _feed.Publish(new MailChange.MailboxesChanged());
    }

    void IWatchSink.OnMailbox(string mailbox)
    {
        _scheduler.Hint(mailbox);
    }

    void IWatchSink.OnFlags(string mailbox, uint uidValidity, FlagChange change) =>
        Mailboxes.Apply(mailbox, state => new MailboxDelta(
            state, UidSet.Empty, UidSet.Empty, state.UidValidity == uidValidity ? [change] : []));

    void IWatchSink.OnCounts(Mailbox mailbox) => SetCounts(mailbox);

    void IWatchSink.OnTree() => _scheduler.HintTree();

    void IWatchSink.OnMode(SyncMode mode)
    {
        lock (_gate)
        {
            if (_mode != mode) _since = _timeProvider.GetUtcNow();
            _mode = mode;
        }

        _feed.Publish(new MailChange.SyncStatusChanged());
        if (mode == SyncMode.Offline) return;
        _scheduler.HintTree();
        foreach (var name in Mailboxes.Names.ToList()) _scheduler.Hint(name);
    }

    public async ValueTask DisposeAsync()
    {
        // What the person saw done is still to be done, unless nobody can say how long that takes.
        Runner.Close();
        if (_pool.IsConnected) await _running.WaitAsync(ClosingTime, _timeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stop.CancelAsync();
        await _loops;
        _pool.Changed -= OnConnection;
        _watcher.Dispose();
        _stop.Dispose();
    }

    private void OnConnection(object? sender, ConnectionState state)
    {
        if (state is ConnectionState.CredentialsRejected) _feed.Publish(new MailChange.CredentialsRejected());
        if (state is ConnectionState.Reconnecting) ((IWatchSink)this).OnMode(SyncMode.Offline);
    }

    private async Task SynchronizeAsync(string mailbox, CancellationToken cancellationToken)
    {
        try
        {
            if (await Mailboxes.SynchronizeAsync(mailbox, ConnectionRole.Interactive, cancellationToken) is { } counted) SetCounts(counted);
            else if (_pool.Capabilities is not { Notify: true } || mailbox == "INBOX") _scheduler.HintTree();
        }
        catch (MailboxGoneException)
        {
            _scheduler.HintTree();
        }
    }

    private void SetCounts(Mailbox counted)
    {
        lock (_gate)
        {
            if (_tree.Find(counted.Name) is not { } known) return;
            if (known.Unread == counted.Unread && known.Total == counted.Total) return;
            var newer = known with
            {
                Unread = counted.Unread,
                Total = counted.Total,
                UidNext = counted.UidNext,
                UidValidity = counted.UidValidity,
                HighestModSeq = counted.HighestModSeq,
            };
            _tree = _tree.With(ImmutableDictionary<string, Mailbox>.Empty.Add(known.Name, newer));
        }

        NoteChange();
        _feed.Publish(new MailChange.MailboxesChanged());
    }

    /// <summary>
    /// A listing does not count the mailbox that its connection has selected (RFC 9051 6.3.11). Without MODSEQ to tell, the open ones
    /// keep the counts that they have until they are synchronised, which follows at once.
    /// </summary>
    private MailboxTree WithKnownCounts(MailboxTree tree, MailboxTree before)
    {
        var kept = new Dictionary<string, Mailbox>(StringComparer.Ordinal);
        foreach (var name in Mailboxes.Names)
        {
            if (tree.Find(name) is { HighestModSeq: 0 } listed && before.Find(name) is { UidValidity: not 0 } known
                && listed.UidValidity is var validity && (validity == 0 || validity == known.UidValidity))
                kept[listed.Name] = listed with { Unread = known.Unread, Total = known.Total };
        }

        return kept.Count == 0 ? tree : tree.With(kept);
    }

    private bool IsAnew(Mailbox? mailbox) =>
        mailbox is { UidValidity: not 0 } && Mailboxes.Find(mailbox.Name)?.State is { } state && state.UidValidity != mailbox.UidValidity;

    private bool IsBehind(Mailbox? mailbox) =>
        mailbox is not null && Mailboxes.Find(mailbox.Name)?.State is { } state
        && (state.UidValidity != mailbox.UidValidity || state.UidNext != mailbox.UidNext
            || state.Count != mailbox.Total || state.HighestModSeq != mailbox.HighestModSeq || mailbox.HighestModSeq == 0);

    private void Confirm(PendingOperation pending, OperationOutcome outcome, OperationAttempt attempt)
    {
        var operation = pending.Operation;
        Mailboxes.End(operation, attempt);
        var mirror = Mailboxes.Find(operation.Mailbox);
        if (outcome is OperationOutcome.Done)
        {
            lock (_gate)
            {
                // The effect moves from the overlay into what is known, in one step, so that no count flickers.
                _tree = CountEffect.Fold(_tree, [pending]);
                mirror?.Confirm(pending);
            }

            _scheduler.Hint(operation.Mailbox);
            // The server may have told the new counts before the operation was folded into the old ones: only asking makes sure.
            if (operation.Destination is { } destination) _scheduler.Hint(destination);
            if (operation.Destination is { } closed && Mailboxes.Find(closed) is null) _scheduler.HintTree();
        }
        else
        {
            mirror?.Drop(pending);
            // What else is open may have selected the mailbox that was, and would go on telling of it.
            if (outcome is OperationOutcome.Refused { Reason: RefusalReason.MailboxRebuilt }) _pool.Leave(operation.Mailbox);
            // Refused in the middle, it may have done a part.
            if (outcome is OperationOutcome.Refused) _scheduler.Hint(operation.Mailbox);
        }

        NoteChange();
        _feed.Publish(new MailChange.MailboxChanged(operation.Mailbox));
        _feed.Publish(new MailChange.MailboxesChanged());
    }

    private void NoteChange()
    {
        lock (_gate) _lastChange = _timeProvider.GetUtcNow();
        _feed.Publish(new MailChange.SyncStatusChanged());
    }

    private async Task Loop(Func<CancellationToken, Task> run)
    {
        try
        {
            await Task.Run(() => run(_stop.Token));
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // Closed. A command or a TLS handshake that is broken off for it fails in ways of its own, which are nobody's news.
        }
    }
}
