namespace Webmail.Engine.Mirror;

/// <summary>What other clients lately did to the messages of a mailbox, by UID. Guarded by its owner's lock.</summary>
/// <param name="timeProvider">Dates the changes.</param>
internal sealed class RemoteChanges(TimeProvider timeProvider)
{
    // A message that is gone is asked about for a moment, and then never again.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly Dictionary<uint, RemoteChange> _latest = [];
    private readonly Queue<uint> _gone = new();

    /// <summary>It happened just now.</summary>
    public void Note(uint uid, RemoteChangeKind kind)
    {
        var now = timeProvider.GetUtcNow();
        _latest[uid] = new RemoteChange(kind, now);
        if (kind != RemoteChangeKind.Removed) return;
        _gone.Enqueue(uid);
        while (_gone.TryPeek(out var oldest) && (!_latest.TryGetValue(oldest, out var change) || now - change.At > Kept))
            _latest.Remove(_gone.Dequeue());
    }

    /// <summary>The latest change, if it is not older than the given age.</summary>
    public RemoteChange? Of(uint uid, TimeSpan notOlderThan) =>
        _latest.TryGetValue(uid, out var change) && timeProvider.GetUtcNow() - change.At <= notOlderThan ? change : null;

    /// <summary>A message that was removed here.</summary>
    public void Forget(uint uid) => _latest.Remove(uid);

    /// <summary>Another generation of UIDs begins.</summary>
    public void Clear()
    {
        _latest.Clear();
        _gone.Clear();
    }
}
