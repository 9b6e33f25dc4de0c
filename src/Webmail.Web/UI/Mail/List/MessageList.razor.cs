using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Components;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Web.UI.Shell;

namespace Webmail.Web.UI.Mail.List;

/// <summary>Draws the window of rows that the page's module asks for. Heads of groups take part in the height as far as they are known.</summary>
public sealed partial class MessageList
{
    private static readonly TimeSpan RemoteHint = TimeSpan.FromSeconds(6); // ui.md section 10

    private readonly HashSet<uint> _heads = [];
    private readonly LeavingRows _leaving = new();
    private MessageListing? _headsOf;
    private IReadOnlyList<uint> _uids = [];
    private DateGroup _dates = null!;
    private DateTimeOffset _datesAt;
    private TimeZoneInfo? _datesIn;
    private ITimer? _hintTimer, _leavingTimer;
    private int _total, _first, _headsBefore;
    private bool _showRecipients;
    private string _token = "";
    private uint _validity, _newest;

    /// <summary>The person's time zone.</summary>
    [Parameter, EditorRequired]
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <inheritdoc/>
    protected override MailRegions Regions => MailRegions.List;

    private string Title => View.Current is { } mailbox ? MailboxNames.Of(mailbox, Text) : View.Mailbox;

    // A list box holds options and nothing else; the sentence of an empty one stands in a group.
    private bool IsEmpty => View.Listing is not null && _total == 0;

    private void Prepare()
    {
        var now = Time.GetUtcNow();
        if (_datesIn != Zone || now - _datesAt > TimeSpan.FromMinutes(1)) (_dates, _datesAt, _datesIn) = (new DateGroup(Text, Zone, now), now, Zone);
        _token = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(View.Mailbox));
        if (View.Listing is not { } listing) return;
        if (_headsOf != listing)
        {
            _heads.Clear();
            _headsOf = listing;
        }

        _total = listing.Count;
        _first = Math.Clamp(View.First, 0, Math.Max(0, _total - 1));
        _uids = listing.Window(_first, View.Rows);
        _leaving.Update(listing, _uids);
        // A moment past it, for the row to be found old.
        if (_leaving.Any) _leavingTimer ??= Time.CreateTimer(_ => _ = InvokeAsync(EndLeaving), null, LeavingRows.Stay + TimeSpan.FromMilliseconds(20), Timeout.InfiniteTimeSpan);
        _validity = listing.Mirror.UidValidity;
        _newest = listing.Mirror.Shown is { IsEmpty: false } shown ? shown.Max : 0;
        _showRecipients = View.Current?.SpecialUse is SpecialUse.Sent or SpecialUse.Drafts;
        _headsBefore = _heads.Count(uid => listing.IndexOf(uid) is var at and >= 0 && at < _first);
        if (_uids.Any(uid => listing.Mirror.RemoteChangeOf(uid, RemoteHint) is not null))
            _hintTimer ??= Time.CreateTimer(_ => _ = InvokeAsync(EndHints), null, RemoteHint, Timeout.InfiniteTimeSpan);
    }

    private string? HeadingAt(int i, MessageRow? row)
    {
        if (View.Query.Sort is not (ListingSort.Newest or ListingSort.Oldest) || row is null || View.Listing is not { } listing) return null;
        var heading = _dates.HeadingOf(row.Date);
        var index = _first + i;
        if (index > 0)
        {
            var above = listing.Mirror.Find(listing.UidAt(index - 1));
            if (above is null ? !_heads.Contains(row.Uid) : _dates.HeadingOf(above.Date) == heading)
            {
                if (above is not null) _heads.Remove(row.Uid);
                return null;
            }
        }

        _heads.Add(row.Uid);
        return heading;
    }

    private void EndLeaving()
    {
        _leavingTimer?.Dispose();
        _leavingTimer = null;
        StateHasChanged();
    }

    private void EndHints()
    {
        _hintTimer?.Dispose();
        _hintTimer = null;
        StateHasChanged();
    }
}
