using MailKit;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Imap;

public sealed class LostConnectionTests : PoolFixture
{
    [Fact]
    public async Task Repeatable_work_is_done_again_on_a_fresh_connection()
    {
        FailOnce("NOOP", "* BYE going down");
        var runs = 0;
        await Pool().RunAsync(ConnectionRole.Interactive, "INBOX", (work, token) => Again(work, ref runs, token), true, Now);
        Assert.Equal(2, runs);
        Assert.Equal(2, Server.Connections);
    }

    [Fact]
    public async Task Work_that_must_not_be_done_twice_says_that_it_may_have_run()
    {
        FailOnce("NOOP", "* BYE going down");
        var runs = 0;
        var pool = Pool();
        var lost = await Assert.ThrowsAsync<ConnectionLostException>(
            () => pool.RunAsync(ConnectionRole.Interactive, "INBOX", (work, token) => Again(work, ref runs, token), false, Now));
        Assert.True(lost.MayHaveRun);
        Assert.Equal(1, runs);
        Assert.Equal("INBOX", await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX"));
    }

    [Theory]
    [InlineData("SELECT")]
    public async Task Work_that_has_not_begun_is_always_begun_again(string command)
    {
        FailOnce(command, "* BYE going down");
        var runs = 0;
        await Pool().RunAsync(ConnectionRole.Interactive, "INBOX", (work, token) => Again(work, ref runs, token), false, Now);
        Assert.Equal(1, runs);
        Assert.Equal(2, Server.Connections);
    }

    [Fact]
    public async Task A_connection_that_died_while_unused_is_replaced_before_work_begins()
    {
        var pool = Pool();
        await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX");
        Server.HangUp();
        await Until.TrueAsync(() => Server.Open == 0, Now);
        var runs = 0;
        await pool.RunAsync(ConnectionRole.Interactive, "INBOX", (work, token) => Again(work, ref runs, token), false, Now);
        Assert.Equal(1, runs);
        Assert.Equal(2, Server.Connections);
        Assert.True(pool.IsConnected);
    }

    [Fact]
    public async Task An_answer_that_makes_no_sense_costs_the_connection()
    {
        FailOnce("NOOP", "(((");
        var runs = 0;
        await Pool().RunAsync(ConnectionRole.Interactive, "INBOX", (work, token) => Again(work, ref runs, token), true, Now);
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_has_lost_the_connection()
    {
        Options.InteractiveTimeout = TimeSpan.FromMilliseconds(200);
        var never = new TaskCompletionSource();
        Server.On("NOOP", (_, _) => never.Task);
        await Assert.ThrowsAsync<ConnectionLostException>(
            () => Pool().RunAsync(ConnectionRole.Interactive, "INBOX", (work, token) => work.NoOpAsync(token), false, Now));
        never.SetResult();
    }

    [Theory]
    [InlineData("NO [OVERQUOTA] Not enough disk quota", "OVERQUOTA", "Not enough disk quota")]
    [InlineData("NO [NOPERM] Not yours", "NOPERM", "Not yours")]
    [InlineData("NO [CANNOT] Not such a name", "CANNOT", "Not such a name")]
    [InlineData("NO No such luck", "", "No such luck")]
    [InlineData("BAD [LIMIT] Too much at once", "LIMIT", "Too much at once")]
    public async Task A_refusal_keeps_its_code_and_words_and_the_connection(string answer, string code, string text)
    {
        Server.On("CREATE", (session, command) => session.SendAsync($"{command.Tag} {answer}"));
        var pool = Pool();
        var refused = await Assert.ThrowsAsync<ServerRefusedException>(
            () => pool.RunAsync(ConnectionRole.Interactive, null, (work, token) => work.Root(work.PersonalNamespace).CreateAsync("New", true, token), true, Now));
        Assert.Equal((code, text), (refused.Code, refused.ServerText));
        await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX");
        Assert.Equal(1, Server.Connections);
    }

    [Fact]
    public async Task A_mailbox_that_never_was_is_gone()
    {
        var gone = await Assert.ThrowsAsync<MailboxGoneException>(() => SelectedAsync(Pool(), ConnectionRole.Interactive, "Nowhere"));
        Assert.Equal("Nowhere", gone.Mailbox);
    }

    [Fact]
    public async Task A_mailbox_that_was_deleted_elsewhere_is_gone()
    {
        var pool = Pool();
        await SelectedAsync(pool, ConnectionRole.Interactive, "Archive");
        await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX");
        Server.Mailboxes.TryRemove("Archive", out _);
        await Assert.ThrowsAsync<MailboxGoneException>(() => SelectedAsync(pool, ConnectionRole.Interactive, "Archive"));
        Assert.Equal("INBOX", await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX"));
        Assert.Equal(1, Server.Connections);
    }

    [Fact]
    public async Task A_mailbox_that_can_not_be_written_is_opened_for_reading()
    {
        Server.On("SELECT", (session, command) => session.NoAsync(command, "[NOPERM] only to look at"));
        var access = await Pool().RunAsync(ConnectionRole.Interactive, "Archive", (work, _) => Task.FromResult(work.Selected.Access), true, Now);
        Assert.Equal(FolderAccess.ReadOnly, access);
    }

    [Fact]
    public async Task The_pool_reconnects_by_itself_and_says_so()
    {
        var pool = Pool();
        var states = new List<ConnectionState>();
        pool.Changed += (_, state) => states.Add(state);
        await pool.ConnectAsync(Now);
        Server.Greeting = "* BYE down for a while";
        Server.HangUp();
        await Until.TrueAsync(() => Server.Open == 0, Now);
        await Assert.ThrowsAsync<MailServerUnavailableException>(() => SelectedAsync(pool, ConnectionRole.Interactive, "INBOX"));
        Assert.IsType<ConnectionState.Reconnecting>(pool.State);

        Server.Greeting = $"* OK [CAPABILITY {Server.Capabilities}] back";
        await pool.WaitForConnectionAsync(Now).WaitAsync(TimeSpan.FromSeconds(20), Now);
        Assert.Equal("INBOX", await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX"));
        Assert.Equal(
            [typeof(ConnectionState.Connected), typeof(ConnectionState.Reconnecting), typeof(ConnectionState.Connected)],
            states.Select(state => state.GetType()));
    }

    [Fact]
    public async Task After_a_changed_password_nothing_is_tried_until_there_is_a_new_one()
    {
        var pool = Pool();
        await pool.ConnectAsync(Now);
        Server.On("AUTHENTICATE", (session, command) => session.NoAsync(command, "[AUTHENTICATIONFAILED] changed"));
        Server.HangUp();
        await Until.TrueAsync(() => Server.Open == 0, Now);
        var rejected = await Assert.ThrowsAsync<SignInException>(() => SelectedAsync(pool, ConnectionRole.Interactive, "INBOX"));
        Assert.Equal(SignInFailure.WrongCredentials, rejected.Failure);
        Assert.IsType<ConnectionState.CredentialsRejected>(pool.State);
        var connections = Server.Connections;
        await Assert.ThrowsAsync<SignInException>(() => SelectedAsync(pool, ConnectionRole.Background, "INBOX"));
        Assert.Equal(connections, Server.Connections);

        Server.On("AUTHENTICATE", (session, command) => session.OkAsync(command, $"[CAPABILITY {Server.Capabilities}] welcome"));
        await pool.UseCredentialsAsync(new PasswordCredentials("anna@example.org", "new"), Now);
        Assert.True(pool.IsConnected);
        Assert.Equal("INBOX", await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX"));
    }

    [Fact]
    public async Task A_server_that_keeps_failing_is_left_alone_for_a_while_by_everybody()
    {
        Server.Greeting = "* BYE broken";
        for (var person = 0; person < 5; person++)
            await FailureAsync(Pool());
        var connections = Server.Connections;
        Assert.Equal(SignInFailure.ServerUnreachable, await FailureAsync(Pool()));
        Assert.Equal(connections, Server.Connections);
    }

    [Fact]
    public async Task Wrong_passwords_do_not_shut_out_others()
    {
        Server.On("AUTHENTICATE", (session, command) => session.NoAsync(command, "[AUTHENTICATIONFAILED] no"));
        for (var attempt = 0; attempt < 15; attempt++)
            Assert.Equal(SignInFailure.WrongCredentials, await FailureAsync(Pool()));
    }

    [Fact]
    public async Task An_answer_on_an_old_connection_does_not_hide_that_the_password_has_changed()
    {
        var pool = Pool();
        await pool.ConnectAsync(Now);
        Server.On("AUTHENTICATE", (session, command) => session.NoAsync(command, "[AUTHENTICATIONFAILED] changed"));
        await Assert.ThrowsAsync<SignInException>(() => SelectedAsync(pool, ConnectionRole.Background, "INBOX"));
        Assert.Equal("INBOX", await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX"));
        Assert.IsType<ConnectionState.CredentialsRejected>(pool.State);
    }

    private static Task Again(ImapWork work, ref int runs, CancellationToken cancellationToken)
    {
        runs++;
        return work.NoOpAsync(cancellationToken);
    }

    private void FailOnce(string name, string lastWords)
    {
        var failed = false;
        var usual = Server.Answer(name);
        Server.On(name, async (session, command) =>
        {
            if (failed)
            {
                await usual(session, command);
                return;
            }

            failed = true;
            session.HangUp = true;
            await session.SendAsync(lastWords);
        });
    }
}
