namespace Webmail.Engine.Imap;

/// <summary>
/// The connections of one role, and who waits for one. Lends each to one at a time, so turns are taken here. Who came first is served
/// first; guests from another role come after the lane's own. Safe for many callers.
/// </summary>
internal sealed class ConnectionLane(int most, Func<ImapConnection> make)
{
    private readonly int most = most;
    private readonly List<ImapConnection> all = [];
    private readonly Lock gate = new();
    private readonly List<ImapConnection> idle = [];
    private readonly LinkedList<Waiter> own = new();
    private readonly LinkedList<Waiter> guests = new();
    private int lent;
    private int allowed = most;
    private bool closed;

    /// <summary>Whether any connection is open, lent or not.</summary>
    public bool HasOpen
    {
        get
        {
            lock (gate)
                return lent > 0 || idle.Exists(connection => connection.IsOpen);
        }
    }

    /// <summary>
    /// Borrows a connection: best one that has the mailbox selected, else an open one, else one to be opened. Waits while all are lent;
    /// <c>null</c> when the server lets this lane have none at all.
    /// </summary>
    public async Task<ImapConnection?> BorrowAsync(string? mailbox, bool guest, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Waiter waiter;
        lock (gate)
        {
            if (closed)
                throw new OperationCanceledException();
            if (own.Count == 0 && (!guest || guests.Count == 0) && Pick(mailbox) is { } connection)
                return connection;
            if (IsExhausted)
                return null;

            waiter = new Waiter(mailbox);
            (guest ? guests : own).AddLast(waiter);
        }

        await using var registration = cancellationToken.Register(() => waiter.Given.TrySetCanceled(cancellationToken));
        return await waiter.Given.Task;
    }

    /// <summary>Gives a connection back; the next one who waits gets it.</summary>
    public void Return(ImapConnection connection)
    {
        lock (gate)
        {
            lent--;
            if (closed)
            {
                connection.Close();
                return;
            }

            idle.Add(connection);
            Serve();
        }
    }

    /// <summary>Ends lending: turns away who waits, and gives out what is unused; what is lent closes when it comes back.</summary>
    public IReadOnlyList<ImapConnection> Close()
    {
        lock (gate)
        {
            closed = true;
            foreach (var waiter in own.Concat(guests))
                waiter.Given.TrySetCanceled();
            own.Clear();
            guests.Clear();
            var unused = idle.ToList();
            idle.Clear();
            return unused;
        }
    }

    /// <summary>Takes a connection that is to be opened, if one may be.</summary>
    public bool TryTakeClosed(out ImapConnection connection)
    {
        lock (gate)
        {
            connection = PickClosed()!;
            if (connection is null)
                return false;

            Lend(connection);
            return true;
        }
    }

    /// <summary>Takes an unused open connection that matches, for upkeep.</summary>
    public bool TryTakeIdle(Predicate<ImapConnection> matches, out ImapConnection connection)
    {
        lock (gate)
        {
            connection = idle.Find(candidate => candidate.IsOpen && matches(candidate))!;
            if (connection is null)
                return false;

            Lend(connection);
            return true;
        }
    }

    /// <summary>How many connections are open now, lent or not.</summary>
    public int CountOpen()
    {
        lock (gate)
            return all.Count(connection => connection.IsOpen);
    }

    /// <summary>Opens no more than this many from now on; what is open stays.</summary>
    public void Limit(int count)
    {
        lock (gate)
        {
            allowed = Math.Min(count, most);
            Serve();
        }
    }

    /// <summary>Lifts the limit.</summary>
    public void Unlimit() => Limit(most);

    private ImapConnection? Pick(string? mailbox)
    {
        var connection = PickOpen(mailbox) ?? PickClosed();
        if (connection is not null)
            Lend(connection);
        return connection;
    }

    private ImapConnection? PickClosed() => !closed && lent + idle.Count(candidate => candidate.IsOpen) < allowed
        ? idle.Find(candidate => !candidate.IsOpen) ?? Make()
        : null;

    private ImapConnection? Make()
    {
        if (all.Count >= most)
            return null;

        var connection = make();
        all.Add(connection);
        return connection;
    }

    private bool IsExhausted => allowed <= 0 && lent == 0 && !idle.Exists(connection => connection.IsOpen);

    private void Lend(ImapConnection connection)
    {
        idle.Remove(connection);
        lent++;
    }

    // An open connection with another mailbox costs one SELECT; a new one costs a sign-in and a place at the server.
    // Of those that have the mailbox, the last used one knows most of its news; of the others, the one used longest ago is missed least.
    private ImapConnection? PickOpen(string? mailbox) => idle
        .Where(candidate => candidate.IsOpen)
        .OrderBy(candidate => candidate.Mailbox == mailbox ? 0 : candidate.Mailbox is null ? 1 : 2)
        .ThenBy(candidate => candidate.Mailbox == mailbox ? -candidate.LastWork : candidate.LastWork)
        .FirstOrDefault();

    private void Serve()
    {
        while (Next() is { } waiter)
        {
            var connection = Pick(waiter.Mailbox);
            if (connection is null && !IsExhausted)
                return;

            (own.First == waiter.Node ? own : guests).RemoveFirst();
            if (waiter.Given.TrySetResult(connection) || connection is null)
                continue;

            // Gave up in this very moment.
            lent--;
            idle.Add(connection);
        }
    }

    private Waiter? Next()
    {
        DropCancelled(own);
        DropCancelled(guests);
        var first = own.First ?? guests.First;
        if (first is null)
            return null;

        first.Value.Node = first;
        return first.Value;
    }

    private static void DropCancelled(LinkedList<Waiter> waiters)
    {
        while (waiters.First is { Value.Given.Task.IsCompleted: true })
            waiters.RemoveFirst();
    }

    private sealed class Waiter(string? mailbox)
    {
        public string? Mailbox { get; } = mailbox;

        public LinkedListNode<Waiter>? Node { get; set; }

        public TaskCompletionSource<ImapConnection?> Given { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
