using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;

namespace Webmail.Engine.Sync;

/// <summary>
/// Runs pending operations in their order: merges equal neighbours, waits out the undo window of what cannot be undone, tries again
/// when the connection was lost, waits while the server is away, and reports refusals as values.
/// </summary>
/// <param name="pool">The account's connections.</param>
/// <param name="timeProvider">For the undo window and pauses.</param>
/// <param name="onAdvanced">Told of progress and of each end, after the mirror was brought in line.</param>
/// <param name="confirm">Takes the outcome, and what the attempt left behind, into the mirror.</param>
/// <param name="logger">Gets kinds of failures, nothing about mail.</param>
internal sealed partial class OperationRunner(
    ImapConnectionPool pool, TimeProvider timeProvider, Action<PendingOperation> onAdvanced, Action<PendingOperation, OperationOutcome, OperationAttempt> confirm, ILogger logger)
{
    /// <summary>The undo window of ui.md section 7, and a moment for a click at its very end to arrive.</summary>
    public static readonly TimeSpan UndoWindow = TimeSpan.FromSeconds(8.5);

    // What a person waits for is short; longer work must not keep the next click waiting.
    private const int MostInteractive = 200;

    // A server that takes a connection and drops it at once must not be asked without end.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Channel<PendingOperation> _queue = Channel.CreateUnbounded<PendingOperation>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<PendingOperation, CancellationTokenSource> _held = [];
    private readonly HashSet<PendingOperation> _cancelled = [];
    private readonly HashSet<PendingOperation> _begun = [];
    private readonly Lock _gate = new();
    private int _waiting;

    /// <summary>Operations taken in and not ended.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Takes an operation in; it is shown already.</summary>
    public void Add(PendingOperation pending)
    {
        Interlocked.Increment(ref _waiting);
        if (!pending.Operation.IsReversible) _ = HoldAsync(pending);
        else if (!_queue.Writer.TryWrite(pending)) End(pending, new OperationOutcome.Cancelled(), new OperationAttempt());
    }

    /// <summary>Takes an operation back if it has not begun. False means that it runs or ran, and only its inverse helps.</summary>
    public bool TryCancel(PendingOperation pending)
    {
        lock (_gate)
        {
            if (_begun.Contains(pending) || pending.Outcome.IsCompleted) return false;
            if (_held.Remove(pending, out var hold)) hold.Cancel();
            else if (!_cancelled.Add(pending)) return false;
        }

        End(pending, new OperationOutcome.Cancelled(), new OperationAttempt());
        return true;
    }

    /// <summary>Runs until cancelled, or until <see cref="Close"/> and the end of the queue.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var reader = _queue.Reader;
        while (await reader.WaitToReadAsync(cancellationToken))
        {
            while (reader.TryRead(out var first))
            {
                var group = new List<PendingOperation>();
                var operation = Begin(first, group) ? first.Operation : null;
                while (operation is not null && reader.TryPeek(out var next) && operation.TryMerge(next.Operation) is { } merged)
                {
                    reader.TryRead(out _);
                    if (Begin(next, group)) operation = merged;
                }

                if (operation is not null) await RunAsync(operation, group, cancellationToken);
            }
        }
    }

    /// <summary>Takes nothing more in, and lets what waits out its undo window begin now: nobody is left to undo it.</summary>
    public void Close()
    {
        lock (_gate)
        {
            foreach (var (pending, hold) in _held)
            {
                _queue.Writer.TryWrite(pending);
                hold.Cancel();
            }

            _held.Clear();
            _queue.Writer.TryComplete();
        }
    }

    private async Task HoldAsync(PendingOperation pending)
    {
        using var hold = new CancellationTokenSource();
        lock (_gate) _held.Add(pending, hold);
        await Task.Delay(UndoWindow, timeProvider, hold.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            // Whoever took it out of here has dealt with it.
            if (_held.Remove(pending) && _queue.Writer.TryWrite(pending)) return;
            if (hold.IsCancellationRequested) return;
        }

        End(pending, new OperationOutcome.Cancelled(), new OperationAttempt());
    }

    private bool Begin(PendingOperation pending, List<PendingOperation> group)
    {
        lock (_gate)
        {
            if (_cancelled.Remove(pending)) return false;
            _begun.Add(pending);
        }

        group.Add(pending);
        return true;
    }

    private async Task RunAsync(MailOperation operation, List<PendingOperation> group, CancellationToken cancellationToken)
    {
        var attempt = new OperationAttempt();
        while (true)
        {
            try
            {
                var inverse = await pool.RunAsync(
                    operation.Uids.Count <= MostInteractive ? ConnectionRole.Interactive : ConnectionRole.Background,
                    operation.Mailbox,
                    (work, ct) => RunOnceAsync(operation, group, attempt, work, ct),
                    repeatable: false,
                    cancellationToken);
                foreach (var pending in group)
                    End(pending, new OperationOutcome.Done(inverse is not null && group.Count > 1 ? Share(inverse, pending.Operation) : inverse), attempt);
                return;
            }
            catch (Exception e) when (e is MailServerUnavailableException or SignInException)
            {
                // The server is away, or the person is being asked for the new password: what waits goes on waiting.
                attempt.IsRepeated = true;
                if (pool.IsConnected) await Task.Delay(Pause, timeProvider, cancellationToken);
                await pool.WaitForConnectionAsync(cancellationToken);
            }
            catch (ConnectionLostException) when (operation.IsRepeatable)
            {
                LogRepeated();
                attempt.IsRepeated = true;
                await Task.Delay(Pause, timeProvider, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                if (Refusals.Of(e) is not { } refused)
                {
                    LogFailed(e.GetType().Name);
                    refused = new OperationOutcome.Refused(RefusalReason.Other, "");
                }

                foreach (var pending in group) End(pending, refused, attempt);
                return;
            }
        }
    }

    private async Task<MailOperation?> RunOnceAsync(
        MailOperation operation, List<PendingOperation> group, OperationAttempt attempt, ImapWork work, CancellationToken cancellationToken)
    {
        if (operation is not AppendMessage && work.Selected.UidValidity != operation.UidValidity) throw new StaleMailboxException();
        // A message that this connection has not heard of would be passed over in silence.
        await work.CatchUpAsync(cancellationToken);
        var progress = new Reporter(done =>
        {
            if (operation.Uids.Count <= MostInteractive) return;
            group[0].Report(done);
            onAdvanced(group[0]);
        });
        return await operation.RunAsync(
            new OperationTarget(work.Selected, work.FindAsync, work.Capabilities.Move, work.Capabilities.UidPlus, progress, attempt), cancellationToken);
    }

    /// <summary>The part of a merged inverse that belongs to one of the merged operations.</summary>
    private static MailOperation? Share(MailOperation inverse, MailOperation operation)
    {
        var uids = inverse.Uids.Intersect(operation.Uids);
        return uids.IsEmpty ? null : inverse with { Uids = uids };
    }

    private void End(PendingOperation pending, OperationOutcome outcome, OperationAttempt attempt)
    {
        Interlocked.Decrement(ref _waiting);
        confirm(pending, outcome, attempt);
        pending.End(outcome);
        // Not before: until its outcome is known, an operation that has run must not look like one that can be cancelled.
        lock (_gate) _begun.Remove(pending);
        onAdvanced(pending);
    }

    [LoggerMessage(LogLevel.Information, "The connection was lost during an operation; it is being repeated.")]
    private partial void LogRepeated();

    [LoggerMessage(LogLevel.Error, "An operation failed ({Kind}) and was taken back.")]
    private partial void LogFailed(string kind);

    private sealed class Reporter(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
