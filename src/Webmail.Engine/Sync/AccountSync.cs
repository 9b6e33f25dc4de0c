using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;

namespace Webmail.Engine.Sync;

/// <summary>
/// Keeps an account's tree and open mailboxes in step with the server: owns watcher, scheduler and runner and their loops,
/// and says through the feed what to look at again.
/// </summary>
internal sealed class AccountSync : IWatchSink, IAsyncDisposable
{
    private readonly ImapConnectionPool _pool;
    private readonly ChangeFeed _feed;
    private readonly TimeProvider _timeProvider;
    private readonly SyncScheduler _scheduler;
    private readonly MailboxWatcher _watcher;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task _loops = Task.CompletedTask;
    private MailboxTree _tree = MailboxTree.Empty;
    private SyncMode _mode = SyncMode.Live;
    private DateTimeOffset _since;
    private DateTimeOffset _lastChange;

    public AccountSync(ImapConnectionPool pool, ChangeFeed feed, TimeProvider timeProvider, ILoggerFactory loggers)
    {
        (_pool, _feed, _timeProvider) = (pool, feed, timeProvider);
        _since = _lastChange = timeProvider.GetUtcNow();
        Mailboxes = new OpenMailboxes(pool, feed, timeProvider);
        Runner = new OperationRunner(pool, timeProvider, pending => feed.Publish(new MailChange.OperationAdvanced(pending)), Confirm, loggers.CreateLogger<OperationRunner>());
        _scheduler = new SyncScheduler(SynchronizeAsync, ListAsync, loggers.CreateLogger<SyncScheduler>());
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

    /// <summary>The tree as a person shall see it: counts with pending operations folded in.</summary>
    public MailboxTree Tree
    {
        get
        {
            lock (_gate) return CountEffect.Fold(_tree, Mailboxes.Pending);
        }
    }

    /// <summary>Starts the loops. The first connection need not stand yet.</summary>
    public void Start() =>
        _loops = Task.WhenAll(Loop(_watcher.RunAsync), Loop(_scheduler.RunAsync), Loop(Runner.RunAsync));

    public void Hint(string mailbox) => _scheduler.Hint(mailbox);

    public void HintTree() => _scheduler.HintTree();

    /// <summary>A person looks at this mailbox now.</summary>
    public void OnOpened(string mailbox)
    {
        _watcher.OnOpenMailboxChanged();
        if (Status.Mode != SyncMode.Live || _pool.Capabilities is not { Notify: true }) _scheduler.Hint(mailbox);
    }

    /// <summary>Reads the tree anew.</summary>
    public async Task ListAsync(CancellationToken cancellationToken)
    {
        var (tree, quota) = await _pool.RunAsync(
            ConnectionRole.Interactive,
            null,
            async (work, ct) => (await MailboxLister.ListAsync(work, ct), await QuotaReader.ReadAsync(work, ct)),
            repeatable: true,
            cancellationToken);
        MailboxTree before;
        lock (_gate)
        {
            before = _tree;
            // The counts of open mailboxes are known better than STATUS tells them.
            _tree = tree;
            Quota = quota;
        }

        foreach (var gone in Mailboxes.Names.Where(name => tree.Find(name) is not { IsSelectable: true }).ToList())
        {
            Mailboxes.Forget(gone);
            _feed.Publish(new MailChange.MailboxGone(gone));
        }

        foreach (var name in Mailboxes.Names.Where(name => IsBehind(tree.Find(name))).ToList()) _scheduler.Hint(name);
        if (before.Roots.Length > 0) NoteChange();
        _feed.Publish(new MailChange.MailboxesChanged());
    }

    void IWatchSink.OnMailbox(string mailbox)
    {
        if (Mailboxes.Find(mailbox) is not null || Mailboxes.Find("INBOX") is not null) _scheduler.Hint(mailbox);
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
        Runner.ReleaseHeld();
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

    private bool IsBehind(Mailbox? mailbox) =>
        mailbox is not null && Mailboxes.Find(mailbox.Name)?.State is { } state
        && (state.UidValidity != mailbox.UidValidity || state.UidNext != mailbox.UidNext
            || state.HighestModSeq != mailbox.HighestModSeq || mailbox.HighestModSeq == 0);

    private void Confirm(PendingOperation pending, OperationOutcome outcome)
    {
        var operation = pending.Operation;
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
            if (operation.Destination is { } destination && Mailboxes.Find(destination) is not null) _scheduler.Hint(destination);
            else if (operation.Destination is not null && _pool.Capabilities is not { Notify: true }) _scheduler.HintTree();
        }
        else
        {
            mirror?.Drop(pending);
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
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Closed.
        }
    }
}
