using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Webmail.Engine.Imap;

namespace Webmail.Engine.Sync;

/// <summary>
/// Merges hints and runs what they ask for, one at a time: a mailbox hinted at ten times while it is being synchronised is
/// synchronised once more. Hints cost nothing, may come from any thread, and are not lost while the server is away.
/// </summary>
internal sealed partial class SyncScheduler(
    Func<string, CancellationToken, Task> synchronizeMailbox, Func<CancellationToken, Task> synchronizeTree,
    Func<CancellationToken, Task> waitForServer, TimeProvider timeProvider, ILogger logger)
{
    // A server that takes a connection and drops it at once must not be asked without end.
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<string> _hints = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<string> _waiting = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Something may have changed in the mailbox.</summary>
    public void Hint(string mailbox) => Add("m" + mailbox);

    /// <summary>Mailboxes may have been added, renamed, removed, or their counts may be out of date.</summary>
    public void HintTree() => Add("t");

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var hint in _hints.Reader.ReadAllAsync(cancellationToken))
        {
            lock (_gate) _waiting.Remove(hint);
            try
            {
                await (hint[0] == 't' ? synchronizeTree(cancellationToken) : synchronizeMailbox(hint[1..], cancellationToken));
            }
            catch (Exception e) when (e is ConnectionLostException or MailServerUnavailableException or Accounts.SignInException)
            {
                // Only this connection, perhaps: Dovecot drops all that have a mailbox selected which is deleted, and the watcher sees no outage.
                _ = AddLaterAsync(hint, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(e.GetType().Name);
            }
        }
    }

    private async Task AddLaterAsync(string hint, CancellationToken cancellationToken)
    {
        await Task.Delay(Pause, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await waitForServer(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Add(hint);
    }

    private void Add(string hint)
    {
        lock (_gate)
        {
            if (!_waiting.Add(hint)) return;
        }

        _hints.Writer.TryWrite(hint);
    }

    [LoggerMessage(LogLevel.Warning, "A synchronisation failed ({Kind}); the next hint tries again.")]
    private partial void LogFailed(string kind);
}
