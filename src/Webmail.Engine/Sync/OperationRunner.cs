using Microsoft.Extensions.Logging;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;

namespace Webmail.Engine.Sync;

/// <summary>
/// Runs pending operations: in order where they touch the same messages, short ones beside a long one and between its batches where they
/// do not. Merges equal neighbours, waits out the undo window of what cannot be undone, tries again when the connection was lost, waits
/// while the server is away, and reports refusals as values.
/// </summary>
/// <param name="pool">The account's connections.</param>
/// <param name="timeProvider">For the undo window and pauses.</param>
/// <param name="onAdvanced">Told of progress and of each end, after the mirror was brought in line.</param>
/// <param name="confirm">Takes the outcome, and what the attempt left behind, into the mirror.</param>
/// <param name="logger">Gets kinds of failures, nothing about mail.</param>
internal sealed partial class OperationRunner(
    ImapConnectionPool pool, TimeProvider timeProvider, Action<PendingOperation> onAdvanced,
    Action<PendingOperation, OperationOutcome, OperationAttempt> confirm, ILogger logger)
{
    /// <summary>The undo window of ui.md section 7, and a moment for a click at its very end to arrive.</summary>
    public static readonly TimeSpan UndoWindow = TimeSpan.FromSeconds(8.5);

    // A server that takes a connection and drops it at once must not be asked without end.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly OperationQueue _queue = new();
    private readonly Dictionary<PendingOperation, CancellationTokenSource> _held = [];
    private readonly Lock _gate = new();
    private int _waiting;

    /// <summary>Operations taken in and not ended.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Takes an operation in; it is shown already.</summary>
    public void Add(PendingOperation pending)
    {
        Interlocked.Increment(ref _waiting);
        if (!pending.Operation.IsReversible) _ = HoldAsync(pending);
        else if (!_queue.TryAdd(pending)) Cancel(pending);
    }

    /// <summary>Takes an operation back if it has not begun. False means that it runs or ran, and only its inverse helps.</summary>
    public bool TryCancel(PendingOperation pending)
    {
        lock (_gate)
        {
            if (_held.Remove(pending, out var hold)) hold.Cancel();
            else if (!_queue.TryRemove(pending)) return false;
        }

        Cancel(pending);
        return true;
    }

    /// <summary>Runs until cancelled, or until <see cref="Close"/> and the end of the queue.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(RunAsync(isLong: false, cancellationToken), RunAsync(isLong: true, cancellationToken));

    /// <summary>Takes nothing more in, and lets what waits out its undo window begin now: nobody is left to undo it.</summary>
    public void Close()
    {
        lock (_gate)
        {
            foreach (var (pending, hold) in _held)
            {
                _queue.TryAdd(pending);
                hold.Cancel();
            }

            _held.Clear();
            _queue.Close();
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
            if (!_held.Remove(pending) || _queue.TryAdd(pending)) return;
        }

        Cancel(pending);
    }

    private async Task RunAsync(bool isLong, CancellationToken cancellationToken)
    {
        while (await _queue.TakeAsync(isLong, cancellationToken) is { } group)
        {
            var outcome = await RunAsync(group, isLong, cancellationToken);
            foreach (var pending in group.Members) End(pending, Share(outcome, group, pending), group.Attempt);
            // Not before: what touches the same messages must find the mirror in line.
            _queue.End(group);
        }
    }

    private async Task<OperationOutcome> RunAsync(OperationGroup group, bool isLong, CancellationToken cancellationToken)
    {
        try
        {
            MailOperation? inverse = null;
            var done = 0;
            foreach (var batch in group.Operation.Batches())
            {
                inverse = await RunBatchAsync(batch, group.Attempt, isLong ? ConnectionRole.Background : ConnectionRole.Interactive, cancellationToken);
                done += batch.Uids.Count;
                if (!isLong) continue;
                group.Members[0].Report(done);
                onAdvanced(group.Members[0]);
            }

            return new OperationOutcome.Done(inverse);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (Refusals.Of(e) is { } refused) return refused;
            LogFailed(e.GetType().Name);
            return new OperationOutcome.Refused(RefusalReason.Other, "");
        }
    }

    /// <summary>One batch has a connection to itself; between two of them the connection is anybody's.</summary>
    private async Task<MailOperation?> RunBatchAsync(
        MailOperation batch, OperationAttempt attempt, ConnectionRole role, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await pool.RunAsync(role, batch.Mailbox, (work, ct) => RunOnceAsync(batch, attempt, work, ct), repeatable: false, cancellationToken);
            }
            catch (Exception e) when (e is MailServerUnavailableException or SignInException && !cancellationToken.IsCancellationRequested)
            {
                // The server is away, or the person is being asked for the new password: what waits goes on waiting.
                attempt.IsRepeated = true;
                if (pool.IsConnected) await Task.Delay(Pause, timeProvider, cancellationToken);
                await pool.WaitForConnectionAsync(cancellationToken);
            }
            catch (ConnectionLostException) when (batch.IsRepeatable)
            {
                LogRepeated();
                attempt.IsRepeated = true;
                await Task.Delay(Pause, timeProvider, cancellationToken);
            }
        }
    }

    private static async Task<MailOperation?> RunOnceAsync(
        MailOperation batch, OperationAttempt attempt, ImapWork work, CancellationToken cancellationToken)
    {
        // A message that this connection has not heard of would be passed over in silence.
        await work.CatchUpAsync(cancellationToken);
        // Not before: the server may have told of a new UIDVALIDITY just now.
        if (batch is not AppendMessage && work.Selected.UidValidity != batch.UidValidity) throw new StaleMailboxException();
        return await batch.RunAsync(
            new OperationTarget(work.Selected, work.FindAsync, work.Capabilities.Move, work.Capabilities.UidPlus, attempt), cancellationToken);
    }

    /// <summary>The part of a merged outcome that belongs to one of the merged operations.</summary>
    private static OperationOutcome Share(OperationOutcome outcome, OperationGroup group, PendingOperation pending)
    {
        if (outcome is not OperationOutcome.Done { Inverse: { } inverse } || group.Members.Count == 1) return outcome;
        var uids = inverse.Uids.Intersect(pending.Operation.Uids);
        return new OperationOutcome.Done(uids.IsEmpty ? null : inverse with { Uids = uids });
    }

    private void Cancel(PendingOperation pending) => End(pending, new OperationOutcome.Cancelled(), new OperationAttempt());

    private void End(PendingOperation pending, OperationOutcome outcome, OperationAttempt attempt)
    {
        Interlocked.Decrement(ref _waiting);
        confirm(pending, outcome, attempt);
        pending.End(outcome);
        onAdvanced(pending);
    }

    [LoggerMessage(LogLevel.Information, "The connection was lost during an operation; it is being repeated.")]
    private partial void LogRepeated();

    [LoggerMessage(LogLevel.Error, "An operation failed ({Kind}) and was taken back.")]
    private partial void LogFailed(string kind);
}
