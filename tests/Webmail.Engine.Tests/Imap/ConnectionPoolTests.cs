using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Imap;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Imap;

public sealed class ConnectionPoolTests : PoolFixture
{
    [Fact]
    public async Task The_mailbox_stays_selected_between_works()
    {
        var pool = Pool();
        await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX");
        await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX");
        Assert.Single(Server.Names, "SELECT");
        Assert.Equal(1, Server.Connections);
    }

    [Fact]
    public async Task Another_mailbox_is_selected_on_the_open_connection()
    {
        var pool = Pool();
        await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX");
        Assert.Equal("Archive", await SelectedAsync(pool, ConnectionRole.Interactive, "Archive"));
        Assert.Equal(1, Server.Connections);
    }

    [Fact]
    public async Task Work_prefers_the_connection_that_has_its_mailbox_selected()
    {
        var pool = Pool();
        var first = new ParkedWork();
        var second = new ParkedWork();
        var inInbox = pool.RunAsync(ConnectionRole.Interactive, "INBOX", first.StayAsync, true, Now);
        await first.Arrived;
        var inArchive = pool.RunAsync(ConnectionRole.Interactive, "Archive", second.StayAsync, true, Now);
        await second.Arrived;
        second.Leave();
        first.Leave();
        await Task.WhenAll(inInbox, inArchive);

        await SelectedAsync(pool, ConnectionRole.Interactive, "Archive");
        await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX");
        Assert.Equal(2, Server.Names.Count(name => name == "SELECT"));
    }

    [Fact]
    public async Task A_connection_does_one_piece_of_work_at_a_time_in_the_order_asked()
    {
        Options.InteractiveConnections = 1;
        var pool = Pool();
        var busy = 0;
        var order = new List<int>();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => pool.RunAsync(
            ConnectionRole.Interactive,
            null,
            async (work, token) =>
            {
                Assert.Equal(1, Interlocked.Increment(ref busy));
                order.Add(number);
                await work.NoOpAsync(token);
                Interlocked.Decrement(ref busy);
            },
            true,
            Now)));
        Assert.Equal(Enumerable.Range(0, 20), order);
        Assert.Equal(1, Server.Connections);
    }

    [Fact]
    public async Task What_a_person_waits_for_does_not_wait_for_background_work()
    {
        var pool = Pool();
        var copies = Enumerable.Range(0, 5).Select(_ => new ParkedWork()).ToList();
        var running = copies.Select(copy => pool.RunAsync(ConnectionRole.Background, "Archive", copy.StayAsync, true, Now)).ToList();
        await Task.WhenAny(copies.Select(copy => copy.Arrived));
        Assert.Equal("INBOX", await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX"));
        copies.ForEach(copy => copy.Leave());
        await Task.WhenAll(running);
        // Two of each role at most.
        Assert.InRange(Server.Connections, 2, 4);
    }

    [Fact]
    public async Task Work_given_up_while_it_waits_never_starts()
    {
        Options.InteractiveConnections = 1;
        var pool = Pool();
        var first = new ParkedWork();
        var one = pool.RunAsync(ConnectionRole.Interactive, "INBOX", first.StayAsync, true, Now);
        await first.Arrived;
        using var impatient = new CancellationTokenSource();
        var started = false;
        var two = pool.RunAsync(ConnectionRole.Interactive, "INBOX", (_, _) => Task.FromResult(started = true), true, impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => two);
        first.Leave();
        await one;
        Assert.False(started);
        await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX");
    }

    [Fact]
    public async Task Work_given_up_in_the_middle_of_a_command_does_not_cost_the_connection()
    {
        using var impatient = new CancellationTokenSource();
        Server.On("NOOP", async (session, command) =>
        {
            await impatient.CancelAsync();
            await session.OkAsync(command);
        });
        var pool = Pool();
        var sawIt = false;
        await pool.RunAsync(
            ConnectionRole.Interactive,
            "INBOX",
            async (work, token) =>
            {
                await work.NoOpAsync(token);
                sawIt = work.Abandoned.IsCancellationRequested;
            },
            true,
            impatient.Token);
        Assert.True(sawIt);
        Assert.Equal("INBOX", await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX"));
        Assert.Equal(1, Server.Connections);
    }

    [Fact]
    public async Task Work_given_up_that_does_not_end_is_broken_off()
    {
        Options.GraceTime = TimeSpan.FromMilliseconds(50);
        var never = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        Server.On("NOOP", (_, _) =>
        {
            asked.TrySetResult();
            return never.Task;
        });
        using var impatient = new CancellationTokenSource();
        var pool = Pool();
        var work = pool.RunAsync(ConnectionRole.Interactive, "INBOX", (lent, token) => lent.NoOpAsync(token), true, impatient.Token);
        await asked.Task;
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        never.SetResult();
        Assert.Equal("INBOX", await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX"));
        Assert.Equal(2, Server.Connections);
    }

    [Fact]
    public async Task Idle_ends_when_it_is_done_and_the_connection_lives_on()
    {
        var pool = Pool();
        using var done = new CancellationTokenSource();
        var idling = new TaskCompletionSource();
        Server.On("IDLE", async (session, command) =>
        {
            await session.SendAsync("+ idling");
            idling.TrySetResult();
            Assert.Equal("DONE", await session.ReadAsync());
            await session.OkAsync(command);
        });
        var watching = pool.RunAsync(ConnectionRole.Watch, "INBOX", (work, token) => work.IdleAsync(done.Token, token), true, Now);
        await idling.Task;
        await done.CancelAsync();
        await watching;
        await SelectedAsync(pool, ConnectionRole.Watch, "INBOX");
        Assert.Equal(2, Server.Connections);
    }

    [Fact]
    public async Task An_unused_connection_is_kept_alive_and_then_closed_except_the_first()
    {
        var clock = new FakeTimeProvider();
        Time = clock;
        Options.CloseIdleAfter = TimeSpan.FromMinutes(20);
        var pool = Pool();
        await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX");
        await SelectedAsync(pool, ConnectionRole.Background, "INBOX");
        await AdvanceUntilAsync(clock, TimeSpan.FromMinutes(10), () => Server.Names.Count(name => name == "NOOP") >= 2);
        await AdvanceUntilAsync(clock, TimeSpan.FromMinutes(12), () => Server.Open == 1);
        Assert.Single(Server.Names, "LOGOUT");
    }

    [Fact]
    public async Task Closing_the_pool_logs_out()
    {
        var pool = Pool();
        await pool.ConnectAsync(Now);
        await pool.DisposeAsync();
        Assert.Contains("LOGOUT", Server.Names);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => SelectedAsync(pool, ConnectionRole.Interactive, "INBOX"));
    }

    [Fact]
    public async Task Closing_the_pool_ends_what_is_parked()
    {
        var pool = Pool();
        var idling = new TaskCompletionSource();
        Server.On("IDLE", async (session, _) =>
        {
            await session.SendAsync("+ idling");
            idling.TrySetResult();
        });
        var watching = pool.RunAsync(ConnectionRole.Watch, "INBOX", (work, token) => work.IdleAsync(CancellationToken.None, token), true, Now);
        await idling.Task;
        await pool.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => watching);
    }

    [Fact]
    public async Task Closing_the_pool_turns_away_who_waits()
    {
        Options.InteractiveConnections = 1;
        var pool = Pool();
        var first = new ParkedWork();
        var one = pool.RunAsync(ConnectionRole.Interactive, "INBOX", first.StayAsync, true, Now);
        await first.Arrived;
        var two = SelectedAsync(pool, ConnectionRole.Interactive, "INBOX");
        await pool.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => two);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => one);
        await Until.TrueAsync(() => Server.Open == 0, Now);
    }

    private static async Task AdvanceUntilAsync(FakeTimeProvider clock, TimeSpan span, Func<bool> reached)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += TimeSpan.FromSeconds(30))
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(5, Now);
        }

        await Until.TrueAsync(reached, Now);
    }
}
