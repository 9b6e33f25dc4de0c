using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;

namespace Webmail.Engine.Sync;

/// <summary>
/// Operations that wait, in the order in which they were asked for, and those that run: one short and one long at a time. What comes
/// later overtakes what is still waiting or running only if the two have no message in common. An undo always comes later than what it
/// undoes: it is made of the other's outcome. Safe to use from any thread.
/// </summary>
internal sealed class OperationQueue
{
    /// <summary>The most messages of a short operation: what a person waits for is short, and longer work must not keep the next click waiting.</summary>
    public const int MostOfShort = 200;

    private readonly Lock _gate = new();
    private readonly List<PendingOperation> _waiting = [];
    private readonly List<OperationGroup> _running = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closed;

    /// <summary>Takes an operation in; false once closed.</summary>
    public bool TryAdd(PendingOperation pending)
    {
        lock (_gate)
        {
            if (_closed) return false;
            _waiting.Add(pending);
            Pulse();
            return true;
        }
    }

    /// <summary>Takes an operation out again; false if it is not waiting.</summary>
    public bool TryRemove(PendingOperation pending)
    {
        lock (_gate)
        {
            if (!_waiting.Remove(pending)) return false;
            Pulse();
            return true;
        }
    }

    /// <summary>Takes nothing more in.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Pulse();
        }
    }

    /// <summary>Waits for the next short or long operation that may run, with its equal neighbours; null once closed and none is left.</summary>
    public async Task<OperationGroup?> TakeAsync(bool isLong, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (Take(isLong) is { } group) return group;
                if (_closed && !_waiting.Exists(pending => IsLong(pending.Operation) == isLong)) return null;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>What was taken has ended: what had to wait for it may run.</summary>
    public void End(OperationGroup group)
    {
        lock (_gate)
        {
            _running.Remove(group);
            Pulse();
        }
    }

    /// <summary>True for an operation that takes long enough to be overtaken.</summary>
    public static bool IsLong(MailOperation operation) => operation.TakesLong || operation.Uids.Count > MostOfShort;

    private OperationGroup? Take(bool isLong)
    {
        var index = _waiting.FindIndex(pending => IsLong(pending.Operation) == isLong && MayRun(pending));
        if (index < 0) return null;
        var operation = _waiting[index].Operation;
        List<PendingOperation> members = [_waiting[index]];
        _waiting.RemoveAt(index);
        while (index < _waiting.Count && operation.TryMerge(_waiting[index].Operation) is { } merged
            && IsLong(merged) == isLong && IsLong(_waiting[index].Operation) == isLong && MayRun(_waiting[index]))
        {
            operation = merged;
            members.Add(_waiting[index]);
            _waiting.RemoveAt(index);
        }

        var group = new OperationGroup(operation, members);
        foreach (var other in _running.Where(other => operation.AddsTo is not null && other.Operation.AddsTo == operation.AddsTo))
        {
            other.Attempt.Beside = other.Attempt.Beside.Add(group.Attempt);
            group.Attempt.Beside = group.Attempt.Beside.Add(other.Attempt);
        }

        _running.Add(group);
        return group;
    }

    private bool MayRun(PendingOperation pending) =>
        _waiting.TakeWhile(earlier => earlier != pending).Select(earlier => earlier.Operation)
            .Concat(_running.Select(group => group.Operation))
            .All(earlier => earlier.Mailbox != pending.Operation.Mailbox || earlier.Uids.Intersect(pending.Operation.Uids).IsEmpty);

    private void Pulse()
    {
        var before = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        before.SetResult();
    }
}
