using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;
using Webmail.Web.UI.Mail.List;

namespace Webmail.Web.Tests.UI;

public sealed class LeavingRowsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly MailboxMirror _mirror;
    private readonly MessageListing _listing;
    private readonly LeavingRows _leaving = new();

    public LeavingRowsTests()
    {
        _mirror = new MailboxMirror("INBOX", _time);
        _mirror.Apply(new MailboxDelta(new MailboxState(7, 6, 1, 5), UidSet.Empty, UidSet.Of([1u, 2, 3, 4, 5]), [], Reset: true));
        _mirror.Put(7, Enumerable.Range(1, 5).Select(uid => new MessageRow { Uid = (uint)uid, Subject = $"Letter {uid}" }));
        _listing = new MessageListing(_mirror, new ListingQuery(), null);
        Draw();
    }

    [Fact]
    public void What_another_device_took_away_stays_where_it_was_for_two_seconds()
    {
        Vanish(5, 3, 2);
        Draw();
        Assert.Equal([5u], Below(null));
        Assert.Equal([3u, 2u], Below(4));
        _time.Advance(LeavingRows.Stay + TimeSpan.FromMilliseconds(1));
        Draw();
        Assert.False(_leaving.Any);
    }

    [Fact]
    public void What_was_taken_away_here_is_gone_at_once()
    {
        _mirror.Add(new PendingOperation(new MoveMessages("INBOX", 7, UidSet.OfOne(3), "Trash")));
        Draw();
        Vanish(3);
        Draw();
        Assert.False(_leaving.Any);
    }

    [Fact]
    public void Another_list_has_none_of_it()
    {
        Vanish(3);
        Draw();
        Assert.True(_leaving.Any);
        _leaving.Update(new MessageListing(_mirror, new ListingQuery(), null), [5]);
        Assert.False(_leaving.Any);
    }

    private void Vanish(params uint[] uids) => _mirror.Apply(new MailboxDelta(_mirror.State!.Value, UidSet.Of(uids), UidSet.Empty, []));

    private void Draw() => _leaving.Update(_listing, _listing.Window(0, 10));

    private IEnumerable<uint> Below(uint? uid) => _leaving.Below(uid).Select(l => l.Row.Uid);
}
