using MailKit;
using Microsoft.Extensions.Logging;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Sync;

/// <summary>
/// Turns the server's push into hints, and never fetches: NOTIFY and IDLE on one connection for all mailboxes with LIST-STATUS every few seconds while somebody looks, else IDLE on INBOX and
/// on the open mailbox with LIST-STATUS every half minute, else polling.
/// </summary>
internal sealed partial class MailboxWatcher(ImapConnectionPool pool, IWatchSink sink, TimeProvider timeProvider, ILogger logger) : IDisposable
{
    // A server that accepts and drops at once must not be asked without end.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private CancellationTokenSource _openMailboxChanged = new();
    private CancellationTokenSource _renewed = new();
    private Func<string, bool> _isTold = _ => false;
    private string? _idling;

    /// <summary>Runs until cancelled; a lost connection is made again as soon as the server is back.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await pool.RunAsync(ConnectionRole.Watch, "INBOX", WatchInboxAsync, repeatable: false, cancellationToken);
                if (TakeRenewal()) pool.CloseIdle();
                // It was told too much at once, or the connection is wanted back.
                await Task.Delay(Pause, timeProvider, cancellationToken);
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

    /// <summary>A person looks at this mailbox now: where the server does not tell of it by itself, it is watched from now on, and looked at once.</summary>
    public void LookAt(string mailbox)
    {
        CancellationTokenSource before;
        lock (_gate)
        {
            if (_isTold(mailbox) || _idling == mailbox) return;
            before = _openMailboxChanged;
            _openMailboxChanged = new CancellationTokenSource();
        }

        before.Cancel();
        before.Dispose();
    }

    /// <summary>
    /// A mailbox was renamed. Processes of Dovecot 2.3 that hold the list as it was take the new one for damaged when they are told of it,
    /// throw it away, and neither list nor tell anything new from then on: all connections are made anew before that.
    /// </summary>
    public void Renew()
    {
        CancellationTokenSource renewed;
        lock (_gate) renewed = _renewed;
        renewed.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _openMailboxChanged.Dispose();
        _renewed.Dispose();
    }

    private async Task<bool> WatchInboxAsync(ImapWork work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, work.Abandoned, Renewal());
        var others = Task.CompletedTask;
        try
        {
            if (work.Capabilities is { Notify: true, Idle: true } && await WatchedFolders.AskAsync(work, sink, cancellationToken) is { } folders)
            {
                using (folders)
                {
                    others = Task.WhenAll(
                        WatchOthersAsync(mailbox => !sink.IsShared(mailbox), canIdle: true, stop.Token), ReconcileAsync(stop.Token));
                    sink.OnMode(SyncMode.Live);
                    using var over = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, folders.Overflowed);
                    await work.IdleAsync(over.Token, cancellationToken);
                }

                return true;
            }

            using var events = new FolderEvents(work.Selected, sink, isSelected: true);
            others = WatchOthersAsync(IsInbox, work.Capabilities.Idle, stop.Token);
            sink.OnMode(work.Capabilities.Idle ? SyncMode.Live : SyncMode.Polling);
            if (work.Capabilities.Idle) await work.IdleAsync(stop.Token, cancellationToken);
            else await PollInboxAsync(work, stop.Token, cancellationToken);
            return true;
        }
        finally
        {
            await stop.CancelAsync();
            await others;
        }
    }

    private async Task PollInboxAsync(ImapWork work, CancellationToken done, CancellationToken cancellationToken)
    {
        while (!done.IsCancellationRequested)
        {
            // What NOOP brings comes out of the folder's events.
            await work.NoOpAsync(cancellationToken);
            await Task.Delay(pool.PollInterval, timeProvider, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>NOTIFY tells each change once. What it did not tell, or what got lost on the way, is found by looking now and then.</summary>
    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var pause = pool.ReconcileInterval + (TimeSpan.FromMilliseconds(50) * Math.Max(0, sink.CountOfMailboxes - 100));
            await Task.Delay(pause, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested) return;
            // What an operation of fifty thousand has done so far would be fetched each time.
            if (sink is { IsSeen: true, IsBusy: false }) sink.OnTree();
        }
    }

    /// <summary>The open mailbox, where nobody tells of it, by a second IDLE or by asking; and every half minute the counts of all that nobody tells of.</summary>
    private async Task WatchOthersAsync(Func<string, bool> isTold, bool canIdle, CancellationToken cancellationToken)
    {
        lock (_gate) _isTold = isTold;
        while (!cancellationToken.IsCancellationRequested)
        {
            using var changed = NextOpenMailbox(cancellationToken);
            var open = sink.OpenMailbox is { } mailbox && !isTold(mailbox) ? mailbox : null;
            try
            {
                await WatchUntilAsync(open, canIdle, changed.Token);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                if (e is not (MailServerUnavailableException or ConnectionLostException or MailboxGoneException or SignInException)) LogFailed(e.GetType().Name);
                if (e is MailboxGoneException) sink.OnTree();
                await Task.Delay(Pause, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (!changed.IsCancellationRequested && !isTold("")) sink.OnTree();
        }

        lock (_gate) _isTold = _ => false;
    }

    /// <summary>Ends after the time between two polls, or when another mailbox is opened.</summary>
    private async Task WatchUntilAsync(string? open, bool canIdle, CancellationToken over)
    {
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(over);
        if (open is null || !canIdle)
        {
            if (open is not null) sink.OnMailbox(open);
            await Task.Delay(pool.PollInterval, timeProvider, turn.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        var idle = pool.RunAsync(ConnectionRole.Watch, open, (work, ct) => IdleOnAsync(work, turn.Token, ct), repeatable: false, CancellationToken.None);
        await Task.WhenAny(idle, Task.Delay(pool.PollInterval, timeProvider, turn.Token));
        await turn.CancelAsync();
        await idle;
    }

    private async Task<bool> IdleOnAsync(ImapWork work, CancellationToken done, CancellationToken cancellationToken)
    {
        using var events = new FolderEvents(work.Selected, sink, isSelected: true);
        await work.CatchUpAsync(cancellationToken);
        lock (_gate) _idling = work.Selected.FullName;
        sink.OnMailbox(work.Selected.FullName);
        try
        {
            await work.IdleAsync(done, cancellationToken);
        }
        finally
        {
            lock (_gate) _idling = null;
        }

        return true;
    }

    private static bool IsInbox(string mailbox) => mailbox.Equals("INBOX", StringComparison.OrdinalIgnoreCase);

    private CancellationToken Renewal()
    {
        lock (_gate) return _renewed.Token;
    }

    private bool TakeRenewal()
    {
        lock (_gate)
        {
            if (!_renewed.IsCancellationRequested) return false;
            // Not disposed of: who cancelled it may still be at it.
            _renewed = new CancellationTokenSource();
            return true;
        }
    }

    private CancellationTokenSource NextOpenMailbox(CancellationToken cancellationToken)
    {
        lock (_gate) return CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _openMailboxChanged.Token);
    }

    [LoggerMessage(LogLevel.Warning, "Watching the mail server failed ({Kind}); it is being tried again.")]
    private partial void LogFailed(string kind);
}
