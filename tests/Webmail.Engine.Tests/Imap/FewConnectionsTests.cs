using Webmail.Engine.Imap;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Imap;

/// <summary>A server that lets an account have fewer connections than the pool would like.</summary>
public sealed class FewConnectionsTests : PoolFixture
{
    [Fact]
    public async Task With_few_connections_background_work_goes_along_with_the_persons()
    {
        RefuseMoreThan(1);
        var pool = Pool();
        await pool.ConnectAsync(Now);
        Assert.Equal("Archive", await SelectedAsync(pool, ConnectionRole.Background, "Archive"));
        Assert.Equal("INBOX", await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX"));
        Assert.True(pool.IsConnected);
        await Until.TrueAsync(() => Server.Open == 1, Now);
    }

    [Fact]
    public async Task With_few_connections_everything_still_gets_done()
    {
        RefuseMoreThan(1);
        var pool = Pool();
        await pool.ConnectAsync(Now);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => SelectedAsync(
            pool, number % 2 == 0 ? ConnectionRole.Background : ConnectionRole.Interactive, number % 3 == 0 ? "INBOX" : "Archive")));
        await Until.TrueAsync(() => Server.Open == 1, Now);
    }

    [Fact]
    public async Task With_no_connection_left_the_person_is_told_and_may_try_again()
    {
        var pool = Pool();
        await pool.ConnectAsync(Now);
        RefuseMoreThan(0);
        Server.HangUp();
        await Until.TrueAsync(() => Server.Open == 0, Now);
        await Assert.ThrowsAsync<MailServerUnavailableException>(() => SelectedAsync(pool, ConnectionRole.Interactive, "INBOX"));
        Assert.IsType<ConnectionState.Reconnecting>(pool.State);
        RefuseMoreThan(9);
        await pool.WaitForConnectionAsync(Now).WaitAsync(TimeSpan.FromSeconds(20), Now);
        Assert.Equal("INBOX", await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX"));
    }

    [Fact]
    public async Task With_few_connections_a_watcher_is_told_to_find_another_way()
    {
        RefuseMoreThan(1);
        var pool = Pool();
        await pool.ConnectAsync(Now);
        await Assert.ThrowsAsync<MailServerUnavailableException>(() => SelectedAsync(pool, ConnectionRole.Watch, "INBOX"));
        var connections = Server.Connections;
        await Assert.ThrowsAsync<MailServerUnavailableException>(() => SelectedAsync(pool, ConnectionRole.Watch, "INBOX"));
        Assert.Equal(connections, Server.Connections);
        Assert.True(pool.IsConnected);
    }

    [Fact]
    public async Task A_second_connection_that_is_refused_is_done_without()
    {
        RefuseMoreThan(1);
        var pool = Pool();
        var first = new ParkedWork();
        var second = new ParkedWork();
        var one = pool.RunAsync(ConnectionRole.Interactive, "INBOX", first.StayAsync, true, Now);
        await first.Arrived;
        var two = pool.RunAsync(ConnectionRole.Interactive, "INBOX", second.StayAsync, true, Now);
        first.Leave();
        second.Leave();
        await Task.WhenAll(one, two);
        await Until.TrueAsync(() => Server.Open == 1, Now);
    }

    private void RefuseMoreThan(int count) => Server.On("AUTHENTICATE", (session, command) =>
        Server.Open > count ? session.NoAsync(command, "[LIMIT] Maximum number of connections from user+IP exceeded") : session.OkAsync(command, $"[CAPABILITY {Server.Capabilities}] welcome"));
}
