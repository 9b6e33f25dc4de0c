using System.Collections.Concurrent;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;
using Webmail.Engine.Search;

namespace Webmail.Engine.Sync;

/// <summary>
/// The mirrors of an account and the lists on them. Bounded: of the mirrors that nobody shows, the one unused for longest goes when
/// there are too many.
/// </summary>
internal sealed class OpenMailboxes(ImapConnectionPool pool, ChangeFeed feed, TimeProvider timeProvider, Action<string> hint)
{
    // Twelve mirrors of at most 8 MB of rows; switching to and fro among a dozen mailboxes costs no SELECT.
    private const int MirrorLimit = 12;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<object, string> _shown = new(ReferenceEqualityComparer.Instance);
    private readonly OwnArrivals _own = new();
    private readonly RowFetching _rows = new(pool);

    /// <summary>IMAP names of the open mailboxes, the last used first.</summary>
    public IEnumerable<string> Names => _entries.Values.Where(e => e.Mirror.State is not null).OrderByDescending(e => e.UsedAt).Select(e => e.Mirror.Mailbox);

    /// <summary>All pending operations whose UIDs still mean something.</summary>
    public IEnumerable<PendingOperation> Pending =>
        _entries.Values.SelectMany(e => e.Mirror.Pending.Where(p => p.Operation.UidValidity == e.Mirror.UidValidity));

    /// <summary>The mirror, if the mailbox is open.</summary>
    public MailboxMirror? Find(string mailbox) => _entries.TryGetValue(mailbox, out var entry) ? entry.Mirror : null;

    /// <summary>The mirror, opened if need be: SELECT and one SEARCH. Throws what the pool throws.</summary>
    public async Task<MailboxMirror> OpenAsync(string mailbox, CancellationToken cancellationToken)
    {
        var entry = _entries.GetOrAdd(mailbox, name => new Entry(new MailboxMirror(name, timeProvider)));
        entry.UsedAt = timeProvider.GetTimestamp();
        Trim(mailbox);
        if (entry.Mirror.State is not null) return entry.Mirror;
        await entry.Turn.WaitAsync(cancellationToken);
        try
        {
            if (entry.Mirror.State is null)
            {
                var delta = await pool.RunAsync(ConnectionRole.Interactive, mailbox, MailboxSynchronizer.OpenAsync, repeatable: true, cancellationToken);
                entry.Mirror.Apply(delta);
            }

            return entry.Mirror;
        }
        catch (MailboxGoneException)
        {
            Forget(mailbox);
            throw;
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    /// <summary>A list of an open mailbox; the search of a filter, sort or text is one command.</summary>
    public async Task<MessageListing> ListAsync(string mailbox, ListingQuery query, CancellationToken cancellationToken)
    {
        var mirror = await OpenAsync(mailbox, cancellationToken);
        IReadOnlyList<uint>? result = query.IsWholeMailbox
            ? null
            : await pool.RunAsync(
                ConnectionRole.Interactive,
                mailbox,
                async (work, ct) =>
                {
                    await work.CatchUpAsync(ct);
                    return await MailboxSearch.FindAsync(work.Selected, query, work.Capabilities.Sort, ct);
                },
                repeatable: true,
                cancellationToken);
        var listing = new MessageListing(mirror, query, result);
        if (result is not null && _entries.TryGetValue(mailbox, out var entry)) entry.Add(listing);
        return listing;
    }

    /// <summary>
    /// A viewer shows this list now and no other, or none (null). A mirror that is shown stays, and is brought up to date, however many
    /// other mailboxes are opened.
    /// </summary>
    public void Show(object viewer, MessageListing? listing)
    {
        if (listing is null)
        {
            _shown.TryRemove(viewer, out _);
            return;
        }

        var mailbox = listing.Mirror.Mailbox;
        _shown[viewer] = mailbox;
        // Too many others may have been opened between the opening of the list and now.
        if (_entries.TryAdd(mailbox, new Entry(listing.Mirror) { UsedAt = timeProvider.GetTimestamp() })) hint(mailbox);
    }

    /// <summary>Brings a list whose UIDs are not in the order of arrival into that order; one SORT.</summary>
    public async Task ReorderAsync(MessageListing listing, CancellationToken cancellationToken) => listing.Reorder(await pool.RunAsync(
        ConnectionRole.Interactive,
        listing.Mirror.Mailbox,
        (work, ct) => MailboxSearch.SortByArrivalAsync(work.Selected, listing.Query, ct),
        repeatable: true,
        cancellationToken));

    /// <summary>Brings an open mailbox up to date and tells the feed. Does nothing for one that is not open.</summary>
    public async Task<Mailbox?> SynchronizeAsync(string mailbox, ConnectionRole role, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(mailbox, out var entry) || entry.Mirror.State is null) return null;
        await entry.Turn.WaitAsync(cancellationToken);
        try
        {
            return await pool.RunAsync(
                role,
                mailbox,
                async (work, ct) =>
                {
                    Apply(entry, await MailboxSynchronizer.DeltaAsync(work, entry.Mirror, ct));
                    return await MailboxLister.CountAsync(work, ct);
                },
                repeatable: true,
                cancellationToken);
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    /// <summary>Applies what a response told in full, without a round trip.</summary>
    public void Apply(string mailbox, Func<MailboxState, MailboxDelta> make)
    {
        if (_entries.TryGetValue(mailbox, out var entry) && entry.Mirror.State is { } state) Apply(entry, make(state));
    }

    /// <summary>Fetches the rows of a window that are not held yet; one round trip, none if all are held.</summary>
    public async Task FetchRowsAsync(MailboxMirror mirror, IReadOnlyList<uint> window, ConnectionRole role, CancellationToken cancellationToken)
    {
        var missing = window.Where(uid => mirror.Find(uid) is null && mirror.Uids.Contains(uid)).ToList();
        if (missing.Count == 0) return;
        var (validity, rows) = await _rows.FetchAsync(mirror.Mailbox, missing, role, cancellationToken);
        mirror.Put(validity, rows);
        // Gone, or of another UIDVALIDITY: the server knows more than the mirror.
        if (rows.Count < missing.Count || validity != mirror.UidValidity) hint(mirror.Mailbox);
    }

    /// <summary>Fetches previews of rows that have none yet. Returns true if there were any.</summary>
    public async Task<bool> FetchPreviewsAsync(MailboxMirror mirror, IReadOnlyList<uint> window, CancellationToken cancellationToken)
    {
        var missing = window.Where(uid => mirror.Find(uid) is { Preview: null }).ToList();
        if (missing.Count == 0) return false;
        foreach (var (uid, preview) in await _rows.FetchPreviewsAsync(mirror.Mailbox, missing, cancellationToken)) mirror.PutPreview(uid, preview);
        return true;
    }

    /// <summary>Forgets a mailbox that does not exist any more, or has another name now.</summary>
    public void Forget(string mailbox) => _entries.TryRemove(mailbox, out _);

    /// <summary>The operation is asked for: what it brings into a mailbox is no arrival.</summary>
    public void Begin(MailOperation operation) => _own.Begin(operation);

    /// <summary>It has ended: what arrived from outside meanwhile is told now.</summary>
    public void End(MailOperation operation, OperationAttempt attempt)
    {
        if (operation.AddsTo is { } mailbox) Announce(mailbox, _own.End(operation, attempt));
    }

    private void Announce(string mailbox, int count)
    {
        if (count > 0) feed.Publish(new MailChange.MessagesArrived(mailbox, count));
    }

    private void Apply(Entry entry, MailboxDelta delta)
    {
        var generation = entry.Mirror.Generation;
        var changed = entry.Mirror.Apply(delta);
        foreach (var listing in entry.Listings()) listing.Apply(delta);
        if (entry.Mirror.Generation != generation) feed.Publish(new MailChange.MailboxRebuilt(entry.Mirror.Mailbox));
        if (!changed) return;
        feed.Publish(new MailChange.MailboxChanged(entry.Mirror.Mailbox));
        if (!delta.Reset && !delta.Arrived.IsEmpty)
            Announce(entry.Mirror.Mailbox, _own.Outside(entry.Mirror.Mailbox, delta.State.UidValidity, delta.Arrived));
    }

    private void Trim(string opening)
    {
        var tooMany = _entries.Count - MirrorLimit;
        if (tooMany <= 0) return;
        // INBOX stays: what arrives there is told even when nobody looks at it.
        var stays = new HashSet<string>(_shown.Values, StringComparer.Ordinal) { "INBOX", opening };
        foreach (var entry in _entries.Values.Where(e => e.Mirror.Pending.Count == 0 && !stays.Contains(e.Mirror.Mailbox)).OrderBy(e => e.UsedAt).Take(tooMany))
            _entries.TryRemove(entry.Mirror.Mailbox, out _);
    }

    private sealed class Entry(MailboxMirror mirror)
    {
        private readonly Lock _gate = new();
        private readonly List<WeakReference<MessageListing>> _listings = [];

        public MailboxMirror Mirror { get; } = mirror;

        /// <summary>One synchronisation at a time: two deltas from the same state would be applied twice.</summary>
        public SemaphoreSlim Turn { get; } = new(1);

        public long UsedAt { get; set; }

        public void Add(MessageListing listing)
        {
            lock (_gate)
            {
                _listings.RemoveAll(l => !l.TryGetTarget(out _));
                _listings.Add(new WeakReference<MessageListing>(listing));
            }
        }

        public List<MessageListing> Listings()
        {
            lock (_gate) return [.. _listings.Select(l => l.TryGetTarget(out var listing) ? listing : null).OfType<MessageListing>()];
        }
    }
}
