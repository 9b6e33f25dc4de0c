using Webmail.Engine.Mailboxes;
using Webmail.Engine.Operations;
using Webmail.Engine.Sync;

namespace Webmail.Engine.Tests.Sync;

public sealed class OwnArrivalsTests
{
    private static readonly MoveMessages Undo = new("Trash", 3, UidSet.Of([1u, 2]), "INBOX");
    private readonly OwnArrivals _arrivals = new();

    [Fact]
    public void What_comes_from_outside_is_told_at_once() => Assert.Equal(2, _arrivals.Outside("INBOX", 7, UidSet.Of([5u, 6])));

    [Fact]
    public void What_the_operation_brought_is_not_told_whether_it_is_seen_before_its_end_or_after()
    {
        _arrivals.Begin(Undo);
        Assert.Equal(0, _arrivals.Outside("INBOX", 7, UidSet.OfOne(5)));
        Assert.Equal(0, _arrivals.End(Undo, Brought(7, 5, 6)));
        Assert.Equal(0, _arrivals.Outside("INBOX", 7, UidSet.OfOne(6)));
        Assert.Equal(1, _arrivals.Outside("INBOX", 7, UidSet.OfOne(7)));
    }

    [Fact]
    public void What_came_from_outside_meanwhile_is_told_when_the_operation_ends()
    {
        _arrivals.Begin(Undo);
        Assert.Equal(0, _arrivals.Outside("INBOX", 7, UidSet.Of([4u, 5, 6])));
        Assert.Equal(1, _arrivals.End(Undo, Brought(7, 5, 6)));
        Assert.Equal(1, _arrivals.Outside("INBOX", 7, UidSet.OfOne(8)));
    }

    [Fact]
    public void While_another_operation_runs_nothing_is_told()
    {
        _arrivals.Begin(Undo);
        _arrivals.Begin(Undo);
        Assert.Equal(0, _arrivals.Outside("INBOX", 7, UidSet.Of([5u, 6, 9])));
        Assert.Equal(0, _arrivals.End(Undo, Brought(7, 5)));
        Assert.Equal(1, _arrivals.End(Undo, Brought(7, 6)));
    }

    [Fact]
    public void An_operation_that_was_refused_brought_nothing()
    {
        _arrivals.Begin(Undo);
        Assert.Equal(0, _arrivals.Outside("INBOX", 7, UidSet.OfOne(5)));
        Assert.Equal(1, _arrivals.End(Undo, new OperationAttempt()));
    }

    [Fact]
    public void The_UIDs_of_a_mailbox_made_anew_are_nobodys()
    {
        _arrivals.Begin(Undo);
        _arrivals.End(Undo, Brought(7, 5));
        Assert.Equal(1, _arrivals.Outside("INBOX", 8, UidSet.OfOne(5)));
    }

    [Fact]
    public void Other_mailboxes_do_not_wait()
    {
        _arrivals.Begin(Undo);
        Assert.Equal(1, _arrivals.Outside("Archive", 7, UidSet.OfOne(5)));
        Assert.Equal(0, _arrivals.End(new StoreFlags("Archive", 7, UidSet.OfOne(5)), new OperationAttempt()));
    }

    private static OperationAttempt Brought(uint uidValidity, params uint[] uids) =>
        new() { DestinationUidValidity = uidValidity, Brought = UidSet.Of(uids) };
}
