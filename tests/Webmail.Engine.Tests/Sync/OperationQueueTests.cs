using MailKit;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;
using Webmail.Engine.Sync;

namespace Webmail.Engine.Tests.Sync;

public sealed class OperationQueueTests
{
    private readonly OperationQueue _queue = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Short_operations_come_in_their_order_one_after_the_other()
    {
        var (first, second) = (Add(Move(1, 2)), Add(Move(3)));
        var group = await ShortAsync();
        Assert.Equal([first], group.Members);
        _queue.End(group);
        Assert.Equal([second], (await ShortAsync()).Members);
    }

    [Fact]
    public async Task A_short_operation_overtakes_a_long_one_that_has_no_message_in_common()
    {
        Add(Long(1, 1000));
        await LongAsync();
        var other = Add(Move(2000));
        Assert.Equal([other], (await ShortAsync()).Members);
    }

    [Fact]
    public async Task What_takes_long_for_another_reason_than_the_number_of_its_messages_is_long()
    {
        var large = Add(Move(1) with { TakesLong = true });
        var other = Add(Move(2));
        Assert.Equal([other], (await ShortAsync()).Members);
        Assert.Equal([large], (await LongAsync()).Members);
    }

    [Fact]
    public async Task What_touches_the_same_messages_waits_for_the_long_one_and_what_comes_after_it_does_not()
    {
        Add(Long(1, 1000));
        var running = await LongAsync();
        var same = Add(Read(500));
        var other = Add(Read(2000));
        var overtaking = await ShortAsync();
        Assert.Equal([other], overtaking.Members);
        _queue.End(overtaking);
        var waiting = ShortAsync();
        Assert.False(waiting.IsCompleted);
        _queue.End(running);
        Assert.Equal([same], (await waiting).Members);
    }

    [Fact]
    public async Task What_waits_is_not_overtaken_by_what_touches_the_same_messages()
    {
        var all = Add(Long(1, 1000));
        Add(Read(500));
        var waiting = ShortAsync();
        Assert.False(waiting.IsCompleted);
        var running = await LongAsync();
        Assert.Equal([all], running.Members);
        _queue.End(running);
        await waiting;
    }

    [Fact]
    public async Task The_same_UIDs_of_another_mailbox_are_other_messages()
    {
        Add(Long(1, 1000));
        await LongAsync();
        var other = Add(new MoveMessages("Archive", 3, UidSet.OfOne(500), "Trash"));
        Assert.Equal([other], (await ShortAsync()).Members);
    }

    [Fact]
    public async Task Equal_neighbours_become_one_and_others_do_not()
    {
        var (first, second, third) = (Add(Read(1)), Add(Read(2)), Add(Move(3)));
        var group = await ShortAsync();
        Assert.Equal([first, second], group.Members);
        Assert.Equal(UidSet.Of([1u, 2]), group.Operation.Uids);
        _queue.End(group);
        Assert.Equal([third], (await ShortAsync()).Members);
    }

    [Fact]
    public async Task What_was_taken_out_does_not_run_and_what_runs_cannot_be_taken_out()
    {
        var (first, second) = (Add(Move(1)), Add(Move(2)));
        Assert.True(_queue.TryRemove(first));
        Assert.Equal([second], (await ShortAsync()).Members);
        Assert.False(_queue.TryRemove(second));
    }

    [Fact]
    public async Task After_closing_what_waits_still_runs_and_nothing_more_is_taken_in()
    {
        Add(Move(1));
        _queue.Close();
        Assert.False(_queue.TryAdd(new PendingOperation(Move(2))));
        Assert.NotNull(await _queue.TakeAsync(isLong: false, Now));
        Assert.Null(await _queue.TakeAsync(isLong: false, Now));
        Assert.Null(await _queue.TakeAsync(isLong: true, Now));
    }

    [Fact]
    public async Task Two_that_bring_messages_to_the_same_mailbox_know_of_each_other()
    {
        Add(Long(1, 1000));
        var running = await LongAsync();
        Add(Move(2000));
        var overtaking = await ShortAsync();
        Assert.Same(overtaking.Attempt, Assert.Single(running.Attempt.Beside));
        Assert.Same(running.Attempt, Assert.Single(overtaking.Attempt.Beside));
    }

    private static MoveMessages Move(params uint[] uids) => new("INBOX", 7, UidSet.Of(uids), "Trash");

    private static StoreFlags Read(uint uid) => new("INBOX", 7, UidSet.OfOne(uid)) { Flags = MessageFlags.Seen };

    private static MoveMessages Long(uint first, uint last) => new("INBOX", 7, UidSet.OfRanges([new UidSet.Range(first, last)]), "Trash");

    private PendingOperation Add(MailOperation operation)
    {
        var pending = new PendingOperation(operation);
        Assert.True(_queue.TryAdd(pending));
        return pending;
    }

    private async Task<OperationGroup> ShortAsync() => (await _queue.TakeAsync(isLong: false, Now))!;

    private async Task<OperationGroup> LongAsync() => (await _queue.TakeAsync(isLong: true, Now))!;
}
