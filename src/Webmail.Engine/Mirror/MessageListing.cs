using MailKit;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Mirror;

/// <summary>
/// The messages of a mailbox that a list shows, in its order. Follows the mirror: what vanishes leaves the list, what arrives and
/// fits joins it; what no longer fits the filter stays until the list is opened anew, so that reading a message in the list of
/// unread ones does not pull it away. Safe to use from any thread.
/// </summary>
public sealed class MessageListing
{
    private readonly Lock _gate = new();
    private UidSet? _matches; // null: the whole mailbox
    private uint[]? _order;   // null: by UID
    private UidSet _ordered = UidSet.Empty; // the UIDs of _order
    private (long Version, UidSet Shown, uint[]? Order) _current = (-1, UidSet.Empty, null);

    /// <summary>A list of the whole mailbox, or of the search result given.</summary>
    /// <param name="mirror">The mailbox.</param>
    /// <param name="query">What was asked.</param>
    /// <param name="result">UIDs in list order as the server found them; null for the whole mailbox.</param>
    public MessageListing(MailboxMirror mirror, ListingQuery query, IReadOnlyList<uint>? result)
    {
        Mirror = mirror;
        Query = query;
        if (result is null) return;
        _matches = result as UidSet ?? UidSet.Of(result);
        if (query.Sort is not (ListingSort.Newest or ListingSort.Oldest)) Reorder([.. result]);
    }

    /// <summary>The mailbox.</summary>
    public MailboxMirror Mirror { get; }

    /// <summary>What was asked.</summary>
    public ListingQuery Query { get; }

    /// <summary>How many messages the list shows.</summary>
    public int Count => Current().Shown.Count;

    /// <summary>All UIDs of the list, for actions on everything.</summary>
    public UidSet Uids => Current().Shown;

    /// <summary>The UID at a position, 0 at the top.</summary>
    public uint UidAt(int index)
    {
        var (_, shown, order) = Current();
        return order is not null ? order[index] : shown[Query.Sort == ListingSort.Oldest ? index : shown.Count - 1 - index];
    }

    /// <summary>The position of a UID, -1 if the list lacks it.</summary>
    public int IndexOf(uint uid)
    {
        var (_, shown, order) = Current();
        if (order is not null) return Array.IndexOf(order, uid);
        var rank = shown.IndexOf(uid);
        return rank < 0 || Query.Sort == ListingSort.Oldest ? rank : shown.Count - 1 - rank;
    }

    /// <summary>The UIDs of a window, clipped to the list.</summary>
    public IReadOnlyList<uint> Window(int first, int count)
    {
        var total = Count;
        first = Math.Clamp(first, 0, Math.Max(0, total - 1));
        var uids = new List<uint>(Math.Min(count, total));
        for (var i = first; i < Math.Min(total, first + count); i++) uids.Add(UidAt(i));
        return uids;
    }

    /// <summary>
    /// True if the rows of this window, as far as they are held, show that the order of UIDs is not that of arrival: messages were
    /// copied or moved back into the mailbox. Then <see cref="Reorder"/> brings what the server's SORT says.
    /// </summary>
    public bool IsOutOfOrder(int first, int count)
    {
        if (Query.Sort != ListingSort.Newest) return false;
        lock (_gate)
        {
            if (_order is not null && Mirror.Uids is { IsEmpty: false } uids && _ordered.Contains(uids.Max)) return false;
        }

        DateTimeOffset? above = null;
        foreach (var row in Window(first, count).Select(Mirror.Find).OfType<MessageRow>())
        {
            // A minute of slack: servers date deliveries that run side by side within moments of each other.
            if (row.Received > above + TimeSpan.FromMinutes(1)) return true;
            above = row.Received;
        }

        return false;
    }

    /// <summary>Puts the list into this order; messages that it lacks are newer and stand on top.</summary>
    public void Reorder(IReadOnlyList<uint> order)
    {
        lock (_gate)
        {
            _order = [.. order];
            _ordered = UidSet.Of(_order);
            _current.Version = -1;
        }
    }

    /// <summary>Takes in what arrived or came to fit the filter.</summary>
    public void Apply(MailboxDelta delta)
    {
        lock (_gate)
        {
            if (_matches is null) return;
            if (delta.Reset)
            {
                (_matches, _order, _ordered) = (UidSet.Empty, null, UidSet.Empty);
                return;
            }

            if (Query.Text.Length > 0) return;
            var joining = UidSet.Of(delta.Flags.Where(Fits).Select(f => f.Uid)).Except(_matches);
            if (joining.IsEmpty) return;
            _matches = _matches.Union(joining);
            _current.Version = -1;
        }
    }

    private bool Fits(FlagChange change) => Query.Filter switch
    {
        ListingFilter.Unread => !change.Flags.HasFlag(MessageFlags.Seen),
        ListingFilter.Flagged => change.Flags.HasFlag(MessageFlags.Flagged),
        _ => true,
    };

    private (long Version, UidSet Shown, uint[]? Order) Current()
    {
        lock (_gate)
        {
            var version = Mirror.Version;
            if (_current.Version == version) return _current;
            var shown = Mirror.Shown;
            if (_matches is not null) shown = _matches.Intersect(shown);
            uint[]? order = _order is null ? null : [.. shown.Except(_ordered).Reverse(), .. Array.FindAll(_order, shown.Contains)];
            return _current = (version, shown, order);
        }
    }
}
