using Microsoft.Extensions.Logging;
using Webmail.Engine.Storage;

namespace Webmail.Engine.Submission.Outbox;

/// <summary>
/// The right of one worker to work on one row, in this process or another: as long as it is renewed, the row is due for nobody else. It
/// runs out by itself when the process dies. Disposing ends the renewing, not the right: what is stored then decides.
/// </summary>
/// <remarks>
/// That nothing is sent twice does not hang on clocks: whoever lost the row can't store it any more, and nothing of a message leaves before
/// it was stored that it will. Clocks that differ by more than this make messages look unclear until they are confirmed.
/// </remarks>
internal sealed partial class OutboxLease : IAsyncDisposable
{
    /// <summary>How long a row waits after its worker was last heard of: a few renewals may fail, and a person still looks at the page.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(5);

    private readonly Outbox outbox;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CancellationTokenSource ended = new();
    private readonly Task renewing;

    /// <summary>Begins to renew the lease of a row that was taken.</summary>
    public OutboxLease(Outbox outbox, StoredOutgoing row, TimeProvider time, ILogger logger)
    {
        (this.outbox, this.time, this.logger) = (outbox, time, logger);
        renewing = RenewAsync(row.Id, row.Step, row.LeasedBy);
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await renewing;
        ended.Dispose();
    }

    private async Task RenewAsync(Guid id, int step, Guid? owner)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(RenewalInterval, time, ended.Token);
                // Another has it now; the next thing that is to be stored will say so.
                if (!await outbox.Store.TryRenewAsync(id, step, owner, outbox.UntilLeaseEnds, ended.Token))
                    return;
            }
            catch (Exception exception)
            {
                if (!ended.IsCancellationRequested)
                    LogFault(exception.GetType().Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "An outgoing message's lease could not be renewed ({Kind}); it is being tried again.")]
    private partial void LogFault(string kind);
}
