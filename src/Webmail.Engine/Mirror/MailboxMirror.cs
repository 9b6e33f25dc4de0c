using System.Collections.Immutable;
using MailKit;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Operations;

namespace Webmail.Engine.Mirror;

/// <summary>
/// What we know of one open mailbox: its state, its UIDs, the rows fetched so far (bounded, the longest unused go first) and
/// the pending operations. The only writer of rows; never sees the network. Safe to use from any thread: one lock guards all.
/// Messages marked <c>\Deleted</c> by any client count as gone.
/// </summary>
/// <param name="mailbox">IMAP name.</param>
/// <param name="timeProvider">Dates the changes of other clients.</param>
public sealed class MailboxMirror(string mailbox, TimeProvider timeProvider)
{
    /// <summary>Rows kept. At about 2 KB each 4,000 rows are 8 MB, and some eighty screens of scrolling back without a fetch.</summary>
    public const int RowLimit = 4000;

    private readonly Lock _gate = new();
    private readonly Dictionary<uint, LinkedListNode<MessageRow>> _rows = [];
    private readonly LinkedList<MessageRow> _byUse = new();
    private readonly RemoteChanges _remoteChanges = new(timeProvider);
    private ImmutableList<PendingOperation> _pending = [];
    private UidSet _uids = UidSet.Empty;
    private UidSet? _shown;
    private MailboxState? _state;
    private long _version;

    /// <summary>IMAP name.</summary>
    public string Mailbox { get; } = mailbox;

    /// <summary>The state of the server as of the last delta; null before the first.</summary>
    public MailboxState? State
    {
        get { lock (_gate) return _state; }
        private set => _state = value;
    }

    /// <summary>UIDVALIDITY, 0 before the first delta.</summary>
    public uint UidValidity => State?.UidValidity ?? 0;

    /// <summary>Grows with every change that a list could show.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>How many times UIDVALIDITY changed under us: who holds UIDs of an older generation must drop them.</summary>
    public int Generation { get; private set; }

    /// <summary>The server's UIDs, ascending, before pending operations.</summary>
    public UidSet Uids
    {
        get { lock (_gate) return _uids; }
    }

    /// <summary>The UIDs that a person shall see, ascending: the server's less those that pending operations remove.</summary>
    public UidSet Shown
    {
        get { lock (_gate) return _shown ??= Overlay.Fold(_uids, Folded); }
    }

    /// <summary>Operations not yet confirmed, oldest first.</summary>
    public IReadOnlyList<PendingOperation> Pending => _pending;

    /// <summary>UIDs of the rows held: those whose flags a server without CONDSTORE must be asked about.</summary>
    public UidSet HeldRows
    {
        get { lock (_gate) return UidSet.Of(_rows.Keys); }
    }

    /// <summary>Applies what the server told. Returns true if a list could look different.</summary>
    public bool Apply(MailboxDelta delta)
    {
        lock (_gate)
        {
            if (delta.Reset || (State is { } known && known.UidValidity != delta.State.UidValidity))
            {
                if (State is { } before && before.UidValidity != delta.State.UidValidity) Generation++;
                Forget();
                _uids = delta.Arrived;
                State = delta.State;
                Touch();
                return true;
            }

            State = delta.State;
            var gone = delta.Vanished;
            var marked = UidSet.Of(delta.Flags.Where(f => f.Flags.HasFlag(MessageFlags.Deleted)).Select(f => f.Uid));
            var uids = _uids.Union(delta.Arrived).Except(gone).Except(marked);
            var changed = uids.Count != _uids.Count || !uids.Equals(_uids);
            foreach (var uid in _uids.Except(uids)) Lose(uid);
            _uids = uids;
            foreach (var flags in delta.Flags) changed |= ApplyFlags(flags, isArrival: delta.Arrived.Contains(flags.Uid));
            if (changed) Touch();
            return changed;
        }
    }

    /// <summary>Keeps rows that were fetched; those of another UIDVALIDITY or of vanished messages are dropped.</summary>
    public void Put(uint uidValidity, IEnumerable<MessageRow> rows)
    {
        lock (_gate)
        {
            if (uidValidity != UidValidity) return;
            foreach (var row in rows)
            {
                if (!_uids.Contains(row.Uid)) continue;
                var preview = row.Preview ?? (_rows.TryGetValue(row.Uid, out var held) ? held.Value.Preview : null);
                Set(row with { Preview = preview });
            }

            while (_rows.Count > RowLimit)
            {
                _rows.Remove(_byUse.Last!.Value.Uid);
                _byUse.RemoveLast();
            }

            Touch();
        }
    }

    /// <summary>Keeps a preview text of a row that is held.</summary>
    public void PutPreview(uint uid, string preview)
    {
        lock (_gate)
        {
            if (!_rows.TryGetValue(uid, out var node)) return;
            node.Value = node.Value with { Preview = preview };
            Touch();
        }
    }

    /// <summary>The row as a person shall see it; null if it is not held or a pending operation removes it.</summary>
    public MessageRow? Find(uint uid)
    {
        lock (_gate)
        {
            if (!_rows.TryGetValue(uid, out var node)) return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return Overlay.Fold(node.Value, Folded);
        }
    }

    /// <summary>What another client lately did to the message, if it is not older than the given age.</summary>
    public RemoteChange? RemoteChangeOf(uint uid, TimeSpan notOlderThan)
    {
        lock (_gate) return _remoteChanges.Of(uid, notOlderThan);
    }

    /// <summary>How many of these messages are shown unread, and how many we cannot tell.</summary>
    public (int Unread, int Unknown) CountUnread(UidSet uids)
    {
        lock (_gate)
        {
            var (unread, known) = (0, 0);
            if (uids.Count > _rows.Count)
            {
                foreach (var row in _byUse.Where(row => uids.Contains(row.Uid))) Count(row);
            }
            else
            {
                foreach (var uid in uids)
                {
                    if (_rows.TryGetValue(uid, out var node)) Count(node.Value);
                }
            }

            return (unread, uids.Count - known);

            void Count(MessageRow row)
            {
                known++;
                if (Overlay.Fold(row, Folded) is { IsUnread: true }) unread++;
            }
        }
    }

    /// <summary>Shows an operation as done.</summary>
    public void Add(PendingOperation pending)
    {
        lock (_gate)
        {
            _pending = _pending.Add(pending);
            Touch();
        }
    }

    /// <summary>The server did it: what was shown becomes what is known.</summary>
    public void Confirm(PendingOperation pending)
    {
        lock (_gate)
        {
            if (!_pending.Contains(pending)) return;
            _pending = _pending.Remove(pending);
            var operation = pending.Operation;
            if (operation.UidValidity == UidValidity)
            {
                if (operation.Removes)
                {
                    foreach (var uid in operation.Uids.Count < _rows.Count ? operation.Uids : UidSet.Of(_rows.Keys.Where(operation.Uids.Contains))) Remove(uid);
                    _uids = _uids.Except(operation.Uids);
                }
                else
                {
                    foreach (var uid in _rows.Keys.Where(operation.Uids.Contains).ToList())
                    {
                        if (operation.Preview(_rows[uid].Value) is { } row) _rows[uid].Value = row;
                    }

                    if (pending.ContradictedAt is { } before && State is { } known) State = known with { HighestModSeq = Math.Min(known.HighestModSeq, before) };
                }
            }

            Touch();
        }
    }

    /// <summary>The server refused, or the person took it back: the operation is dropped and the fold is made anew.</summary>
    public void Drop(PendingOperation pending)
    {
        lock (_gate)
        {
            _pending = _pending.Remove(pending);
            Touch();
        }
    }

    /// <summary>Those of another UIDVALIDITY speak of messages that are not here any more (RFC 9051 2.3.1.1).</summary>
    private IEnumerable<MailOperation> Folded => _pending.Select(p => p.Operation).Where(o => o.UidValidity == _state?.UidValidity);

    private bool ApplyFlags(FlagChange change, bool isArrival)
    {
        if (isArrival || !_rows.TryGetValue(change.Uid, out var node)) return isArrival;
        // Two connections tell of the same message, and the older news may come last.
        if (change.ModSeq != 0 && change.ModSeq < node.Value.ModSeq) return false;
        var before = Overlay.Fold(node.Value, Folded);
        var row = node.Value with { Flags = change.Flags & ~MessageFlags.Recent, Keywords = change.Keywords, ModSeq = change.ModSeq };
        var same = row.Flags == (node.Value.Flags & ~MessageFlags.Recent) && row.Keywords.SetEquals(node.Value.Keywords);
        node.Value = row;
        foreach (var pending in _pending.Where(p => p.Operation.Uids.Contains(row.Uid) && p.Operation.Preview(row) != row))
            pending.ContradictedAt = Math.Min(pending.ContradictedAt ?? ulong.MaxValue, Math.Max(row.ModSeq, 1) - 1);
        if (same) return false;
        if (before is not null && Overlay.Fold(row, Folded) is { } after && Difference(before, after) is { } kind)
            _remoteChanges.Note(change.Uid, kind);
        return true;
    }

    private static RemoteChangeKind? Difference(MessageRow before, MessageRow after) =>
        before.IsUnread != after.IsUnread ? after.IsUnread ? RemoteChangeKind.Unread : RemoteChangeKind.Read
        : before.IsFlagged != after.IsFlagged ? after.IsFlagged ? RemoteChangeKind.Flagged : RemoteChangeKind.Unflagged
        : before.Flags != after.Flags || !before.Keywords.SetEquals(after.Keywords) ? RemoteChangeKind.Other
        : null;

    private void Set(MessageRow row)
    {
        if (_rows.TryGetValue(row.Uid, out var node))
        {
            node.Value = row;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
        }
        else
        {
            _rows.Add(row.Uid, _byUse.AddFirst(row));
        }
    }

    private void Remove(uint uid)
    {
        if (_rows.Remove(uid, out var node)) _byUse.Remove(node);
        _remoteChanges.Forget(uid);
    }

    /// <summary>The server has it no more. Whoever saw it is told, unless it was removed here.</summary>
    private void Lose(uint uid)
    {
        var wasSeen = _rows.TryGetValue(uid, out var node) && Overlay.Fold(node.Value, Folded) is not null;
        Remove(uid);
        if (wasSeen) _remoteChanges.Note(uid, RemoteChangeKind.Removed);
    }

    private void Forget()
    {
        _rows.Clear();
        _byUse.Clear();
        _remoteChanges.Clear();
        _uids = UidSet.Empty;
    }

    private void Touch()
    {
        _shown = null;
        Volatile.Write(ref _version, _version + 1);
    }
}
