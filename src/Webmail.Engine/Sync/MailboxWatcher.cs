using MailKit;
using Microsoft.Extensions.Logging;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Sync;

/// <summary>What a watcher found out; implemented by the account's synchronisation.</summary>
internal interface IWatchSink
{
    /// <summary>Something changed in this mailbox.</summary>
    void OnMailbox(string mailbox);

    /// <summary>The server told the whole of a change of flags: no round trip is needed to show it.</summary>
    void OnFlags(string mailbox, uint uidValidity, FlagChange change);

    /// <summary>The server told counts of a mailbox (STATUS of NOTIFY).</summary>
    void OnCounts(Mailbox mailbox);

    /// <summary>Mailboxes were added, renamed, removed or subscribed to.</summary>
    void OnTree();

    /// <summary>From now on changes come by themselves, or have to be asked for. All that is open should be looked at once.</summary>
    void OnMode(SyncMode mode);

    /// <summary>The mailbox that a person looks at; null if none.</summary>
    string? OpenMailbox { get; }
}

/// <summary>
/// Turns the server's push into hints, and never fetches: NOTIFY and IDLE on one connection for all mailboxes, else IDLE on INBOX and
/// on the open mailbox with LIST-STATUS every half minute, else polling.
/// </summary>
internal sealed partial class MailboxWatcher(ImapConnectionPool pool, IWatchSink sink, TimeProvider timeProvider, ILogger logger) : IDisposable
{
    /// <summary>Counts of mailboxes that no IDLE covers, and polling of servers without IDLE.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(30);

    // A server that accepts and drops at once must not be asked without end.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private CancellationTokenSource _openMailboxChanged = new();

    /// <summary>Runs until cancelled; a lost connection is made again as soon as the server is back.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await pool.RunAsync(ConnectionRole.Watch, "INBOX", WatchInboxAsync, repeatable: false, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                if (e is not (MailServerUnavailableException or ConnectionLostException or SignInException)) LogFailed(e.GetType().Name);
                // A connection that was closed is made again at once; only a server that cannot be reached is a reason to say so.
                if (e is not ConnectionLostException) sink.OnMode(SyncMode.Offline);
                await Task.Delay(Pause, timeProvider, cancellationToken);
                await pool.WaitForConnectionAsync(cancellationToken);
            }
        }
    }

    /// <summary>The person went to another mailbox: a server without NOTIFY is asked to watch that one.</summary>
    public void OnOpenMailboxChanged()
    {
        lock (_gate)
        {
            _openMailboxChanged.Cancel();
            _openMailboxChanged.Dispose();
            _openMailboxChanged = new CancellationTokenSource();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _openMailboxChanged.Dispose();

    private async Task<bool> WatchInboxAsync(ImapWork work, CancellationToken cancellationToken)
    {
        if (work.Capabilities is { Notify: true, Idle: true } && await NotifyAsync(work, cancellationToken)) return true;

        sink.OnMode(work.Capabilities.Idle ? SyncMode.Live : SyncMode.Polling);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, work.Abandoned);
        var others = WatchOthersAsync(work.Capabilities.Idle, stop.Token);
        try
        {
            if (work.Capabilities.Idle)
            {
                using var events = new FolderEvents(work.Selected, sink, isSelected: true);
                await work.IdleAsync(stop.Token, cancellationToken);
            }
            else
            {
                while (!stop.IsCancellationRequested)
                {
                    await Task.Delay(PollInterval, timeProvider, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    sink.OnMailbox("INBOX");
                    await work.NoOpAsync(cancellationToken);
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await others;
        }

        return true;
    }

    private async Task<bool> NotifyAsync(ImapWork work, CancellationToken cancellationToken)
    {
        // The events of a mailbox are raised by its folder object of this connection, so all of them must be known here.
        var folders = await work.ListAsync(StatusItems.None, cancellationToken);
        if (!await work.NotifyAsync(cancellationToken)) return false;
        var events = folders.Where(f => f != work.Selected).Select(f => new FolderEvents(f, sink, isSelected: false)).ToList();
        events.Add(new FolderEvents(work.Selected, sink, isSelected: true));
        void OnCreated(object? sender, FolderCreatedEventArgs e)
        {
            lock (events) events.Add(new FolderEvents(e.Folder, sink, isSelected: false));
            sink.OnTree();
        }

        void OnOverflow(object? sender, EventArgs e) => sink.OnMode(SyncMode.Live);
        void OnNoticed(object? sender, MailboxNoticeEventArgs e)
        {
            if (e.Mailbox is not null) sink.OnMailbox(e.Mailbox);
            sink.OnTree();
        }

        work.MailboxCreated += OnCreated;
        work.Noticed += OnNoticed;
        work.NotificationsOverflowed += OnOverflow;
        try
        {
            sink.OnMode(SyncMode.Live);
            await work.IdleAsync(cancellationToken, cancellationToken);
        }
        finally
        {
            work.MailboxCreated -= OnCreated;
            work.Noticed -= OnNoticed;
            work.NotificationsOverflowed -= OnOverflow;
            foreach (var folder in events) folder.Dispose();
        }

        return true;
    }

    /// <summary>The counts of all mailboxes every half minute, and the open mailbox by a second IDLE or by asking.</summary>
    private async Task WatchOthersAsync(bool canIdle, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            using var changed = NextOpenMailbox(cancellationToken);
            var open = sink.OpenMailbox;
            try
            {
                if (canIdle && open is not null && !open.Equals("INBOX", StringComparison.OrdinalIgnoreCase))
                {
                    using var turn = CancellationTokenSource.CreateLinkedTokenSource(changed.Token);
                    var idle = pool.RunAsync(ConnectionRole.Watch, open, (work, ct) => IdleOnAsync(work, turn.Token, ct), repeatable: false, CancellationToken.None);
                    await Task.WhenAny(idle, Task.Delay(PollInterval, timeProvider, changed.Token));
                    await turn.CancelAsync();
                    await idle;
                }
                else
                {
                    await Task.Delay(PollInterval, timeProvider, changed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                if (e is not (MailServerUnavailableException or ConnectionLostException or MailboxGoneException or SignInException)) LogFailed(e.GetType().Name);
                await Task.Delay(Pause, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (cancellationToken.IsCancellationRequested) return;
            if (open is not null && !changed.IsCancellationRequested) sink.OnMailbox(open);
            if (!changed.IsCancellationRequested) sink.OnTree();
        }
    }

    private async Task<bool> IdleOnAsync(ImapWork work, CancellationToken done, CancellationToken cancellationToken)
    {
        using var events = new FolderEvents(work.Selected, sink, isSelected: true);
        sink.OnMailbox(work.Selected.FullName);
        await work.IdleAsync(done, cancellationToken);
        return true;
    }

    private CancellationTokenSource NextOpenMailbox(CancellationToken cancellationToken)
    {
        lock (_gate) return CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _openMailboxChanged.Token);
    }

    [LoggerMessage(LogLevel.Warning, "Watching the mail server failed ({Kind}); it is being tried again.")]
    private partial void LogFailed(string kind);
}
