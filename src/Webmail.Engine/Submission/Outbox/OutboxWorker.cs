using Microsoft.Extensions.Logging;
using Webmail.Engine.Accounts;
using Webmail.Engine.Submission.Uploads;

namespace Webmail.Engine.Submission.Outbox;

/// <summary>
/// The loop that sends what is in the <see cref="Outbox"/>: several accounts beside each other, each one message at a time. Wakes when
/// something was put in and when something is due. One for the program; those of several programs on one database share the work by
/// leases (<see cref="OutboxLease"/>).
/// </summary>
public sealed partial class OutboxWorker
{
    // Each has a connection, and a piece of a message in memory.
    private const int AccountsAtOnce = 16;

    // Long enough that a page that was asleep for a night can't send a draft for the second time.
    private static readonly TimeSpan DoneIsKeptFor = TimeSpan.FromDays(1);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(5);

    // What another process on the same database left behind when it died rings no bell here.
    private static readonly TimeSpan LookInterval = OutboxLease.Lifetime;

    private readonly Outbox outbox;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly OutboxDelivery delivery;
    private readonly Dictionary<string, Task> working = new(StringComparer.Ordinal);

    /// <summary>One for the program.</summary>
    /// <param name="outbox">What is to be sent.</param>
    /// <param name="servers">Finds an account's servers as they are configured now.</param>
    /// <param name="lend">Lends the connections to file the copy with.</param>
    /// <param name="uploads">Where the files of drafts are; those of a message that was sent go.</param>
    /// <param name="logger">Hears of faults, never of mail.</param>
    public OutboxWorker(Outbox outbox, ServerDirectory servers, LendAccount lend, UploadStore uploads, ILogger<OutboxWorker> logger)
        : this(outbox, servers, lend, uploads, new Smtp.SubmissionTimes(), logger)
    {
    }

    internal OutboxWorker(
        Outbox outbox, ServerDirectory servers, LendAccount lend, UploadStore uploads, Smtp.SubmissionTimes times, ILogger<OutboxWorker> logger)
    {
        (this.outbox, time, this.logger) = (outbox, outbox.Time, logger);
        delivery = new OutboxDelivery(outbox, servers, lend, new Smtp.MailSubmission(times, time), uploads, logger);
    }

    /// <summary>Sends until it is told to stop; then what is being handed over gets a few seconds to end.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            var sweptAt = long.MinValue;
            while (true)
            {
                var wait = PauseAfterFault;
                try
                {
                    if (sweptAt == long.MinValue || time.GetElapsedTime(sweptAt) >= SweepInterval)
                    {
                        await outbox.Store.SweepAsync(outbox.Now - (long)DoneIsKeptFor.TotalMilliseconds, stopping);
                        sweptAt = time.GetTimestamp();
                    }

                    wait = await StartDueAsync(stopping);
                }
                catch (Exception exception) when (!stopping.IsCancellationRequested)
                {
                    LogFault(exception.GetType().Name);
                }

                await outbox.WaitAsync(wait, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The program ends; what is not done is in the database.
        }
        finally
        {
            await Task.WhenAll(working.Values);
        }
    }

    /// <summary>Begins with the accounts that have something due, and tells how long there is nothing more to begin.</summary>
    private async Task<TimeSpan> StartDueAsync(CancellationToken stopping)
    {
        foreach (var (account, _) in working.Where(one => one.Value.IsCompleted).ToList())
            working.Remove(account);
        var wait = LookInterval;
        foreach (var (account, dueAt) in (await outbox.Store.DueAsync(stopping)).OrderBy(due => due.DueAt))
        {
            if (working.ContainsKey(account))
                continue;
            var left = TimeSpan.FromMilliseconds(dueAt - outbox.Now);
            if (left <= TimeSpan.Zero && working.Count < AccountsAtOnce)
                working[account] = Task.Run(() => WorkAsync(account, stopping), CancellationToken.None);
            else if (left > TimeSpan.Zero && left < wait)
                wait = left;
        }

        return wait;
    }

    private async Task WorkAsync(string accountId, CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested && await outbox.Store.NextAsync(accountId, outbox.Now, stopping) is { } row)
                await delivery.AdvanceAsync(row, stopping);
        }
        catch (Exception exception)
        {
            if (!stopping.IsCancellationRequested)
            {
                LogFault(exception.GetType().Name);
                await Task.Delay(PauseAfterFault, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        outbox.Ring();
    }

    [LoggerMessage(LogLevel.Error, "The outbox could not go on ({Kind}); it is being tried again.")]
    private partial void LogFault(string kind);
}
