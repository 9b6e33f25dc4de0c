using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;

namespace Webmail.Web.UI.Mail.List;

/// <summary>Rows that another device took away stay for a moment, struck out, where they were (ui.md section 10).</summary>
internal sealed class LeavingRows
{
    /// <summary>How long.</summary>
    public static readonly TimeSpan Stay = TimeSpan.FromSeconds(2);

    private readonly List<LeavingRow> _leaving = [];
    private List<MessageRow> _drawn = [];
    private MessageListing? _drawnOf;

    /// <summary>True while one stays.</summary>
    public bool Any => _leaving.Count > 0;

    /// <summary>The list is about to be drawn with these messages.</summary>
    public void Update(MessageListing listing, IReadOnlyList<uint> uids)
    {
        if (_drawnOf != listing) _leaving.Clear();
        _leaving.RemoveAll(row => Removal(listing, row.Row.Uid) is null);
        if (_drawnOf == listing)
        {
            uint? above = null;
            foreach (var row in _drawn)
            {
                if (listing.IndexOf(row.Uid) >= 0) above = row.Uid;
                else if (Removal(listing, row.Uid) is { } removal && !_leaving.Exists(l => l.Row.Uid == row.Uid))
                    _leaving.Add(new LeavingRow(row, above, removal));
            }
        }

        _drawnOf = listing;
        _drawn = [.. uids.Select(listing.Mirror.Find).OfType<MessageRow>()];
    }

    /// <summary>Those that stay below a message; null means at the top of what is drawn.</summary>
    public IEnumerable<LeavingRow> Below(uint? uid) => _leaving.Where(row => row.Above == uid);

    private static RemoteChange? Removal(MessageListing listing, uint uid) =>
        listing.Mirror.RemoteChangeOf(uid, Stay) is { Kind: RemoteChangeKind.Removed } removal ? removal : null;
}

/// <summary>A row that is going.</summary>
/// <param name="Row">As it was shown last.</param>
/// <param name="Above">The message above it; null at the top.</param>
/// <param name="Removal">When it went.</param>
internal sealed record LeavingRow(MessageRow Row, uint? Above, RemoteChange Removal);
