using MailKit;
using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Sync;

public sealed class OperationRunnerTests : SessionFixture
{
    public OperationRunnerTests() => Mail["INBOX"].Add(3000);

    [Fact]
    public async Task A_click_does_not_wait_for_a_long_move_of_other_messages()
    {
        var moving = HoldMoves();
        var session = await SignInAsync();
        var (_, longMove) = (await OpenAsync(session), session.Perform(Move(1, 2500)));
        await moving.Begun;
        var read = session.Perform(new StoreFlags("INBOX", 7, UidSet.OfOne(3000)) { Flags = MessageFlags.Seen });
        Assert.IsType<OperationOutcome.Done>(await OutcomeAsync(read));
        Assert.False(longMove.Outcome.IsCompleted);
        moving.Release();
        var done = Assert.IsType<OperationOutcome.Done>(await OutcomeAsync(longMove));
        Assert.Equal(2500, longMove.Done);
        Assert.Equal(2500, done.Inverse!.Uids.Count);
        Assert.Equal(500, Mail["INBOX"].Uids.Count);
    }

    [Fact]
    public async Task A_click_on_a_message_that_is_being_moved_waits_for_the_move()
    {
        var moving = HoldMoves();
        var session = await SignInAsync();
        await OpenAsync(session);
        var longMove = session.Perform(Move(1, 2500));
        await moving.Begun;
        var read = session.Perform(new StoreFlags("INBOX", 7, UidSet.OfOne(5)) { Flags = MessageFlags.Seen });
        moving.Release();
        await OutcomeAsync(longMove);
        await OutcomeAsync(read);
        Assert.Equal(["UID MOVE", "UID MOVE", "UID MOVE", "UID STORE"], Changes);
    }

    [Fact]
    public async Task With_a_single_connection_the_click_goes_in_between_two_batches()
    {
        Options.InteractiveConnections = 1;
        Server.On("AUTHENTICATE", (client, command) => Server.Open > 1
            ? client.NoAsync(command, "[LIMIT] too many connections")
            : client.OkAsync(command, $"[CAPABILITY {Server.Capabilities}] welcome"));
        var moving = HoldMoves();
        var session = await SignInAsync();
        await OpenAsync(session);
        var longMove = session.Perform(Move(1, 2500));
        await moving.Begun;
        var read = session.Perform(new StoreFlags("INBOX", 7, UidSet.OfOne(3000)) { Flags = MessageFlags.Seen });
        moving.Release();
        await OutcomeAsync(longMove);
        Assert.IsType<OperationOutcome.Done>(await OutcomeAsync(read));
        Assert.Equal(4, Changes.Count());
        Assert.Equal("UID MOVE", Changes.Last());
    }

    [Fact]
    public async Task An_undo_that_is_asked_for_while_the_move_runs_comes_after_it()
    {
        var moving = HoldMoves();
        var session = await SignInAsync();
        await OpenAsync(session);
        var longMove = session.Perform(Move(1, 1500));
        await moving.Begun;
        var undo = session.UndoAsync(longMove);
        Assert.False(undo.IsCompleted);
        moving.Release();
        Assert.True(await undo.WaitAsync(TimeSpan.FromSeconds(10), Now));
        Assert.Equal(3000, Mail["INBOX"].Uids.Count);
        Assert.True(Mail["Archive"].Uids.IsEmpty);
    }

    [Fact]
    public async Task What_was_refused_comes_back_with_the_servers_reason()
    {
        Server.On("UID MOVE", (client, command) => client.NoAsync(command, "[OVERQUOTA] full"));
        var session = await SignInAsync();
        var listing = await OpenAsync(session);
        var move = session.Perform(Move(1, 10));
        Assert.Equal(2990, listing.Count);
        var refused = Assert.IsType<OperationOutcome.Refused>(await OutcomeAsync(move));
        Assert.Equal(RefusalReason.OverQuota, refused.Reason);
        Assert.Equal(3000, listing.Count);
        Assert.Equal(0, session.Status.Waiting);
    }

    [Fact]
    public async Task What_cannot_be_undone_waits_out_the_undo_window_and_can_be_taken_back_until_then()
    {
        var clock = new FakeTimeProvider();
        var session = await SignInAsync(clock);
        var listing = await OpenAsync(session);
        var kept = session.Perform(new ExpungeMessages("INBOX", 7, UidSet.OfOne(1)));
        var expunged = session.Perform(new ExpungeMessages("INBOX", 7, UidSet.OfOne(2)));
        Assert.True(await session.UndoAsync(kept));
        Assert.IsType<OperationOutcome.Cancelled>(await OutcomeAsync(kept));
        Assert.False(expunged.Outcome.IsCompleted);
        clock.Advance(Engine.Sync.OperationRunner.UndoWindow);
        Assert.IsType<OperationOutcome.Done>(await OutcomeAsync(expunged));
        Assert.Equal(["UID STORE", "UID EXPUNGE"], Changes);
        Assert.True(Mail["INBOX"].Uids.Contains(1));
        Assert.Equal(2999, listing.Count);
    }

    private IEnumerable<string> Changes => Server.Names.Where(name => name is "UID MOVE" or "UID STORE" or "UID EXPUNGE");

    private static MoveMessages Move(uint first, uint last) => new("INBOX", 7, UidSet.OfRanges([new UidSet.Range(first, last)]), "Archive");

    private static Task<OperationOutcome> OutcomeAsync(PendingOperation pending) => pending.Outcome.WaitAsync(TimeSpan.FromSeconds(10), Now);

    /// <summary>The server takes its time over the first UID MOVE.</summary>
    private HeldMoves HoldMoves()
    {
        var held = new HeldMoves();
        var answer = Server.Answer("UID MOVE");
        Server.On("UID MOVE", async (client, command) =>
        {
            await held.BeginAsync();
            await answer(client, command);
        });
        return held;
    }

    private sealed class HeldMoves
    {
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => begun.Task;

        public Task BeginAsync()
        {
            begun.TrySetResult();
            return released.Task;
        }

        public void Release() => released.TrySetResult();
    }
}
