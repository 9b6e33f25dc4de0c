using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Accounts;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.ManageSieve;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Sieve;

public sealed class SieveScriptsTests
{
    private static readonly ManageSieveTimes Times = new() { ConnectAttempts = 2, RetryDelay = TimeSpan.FromMilliseconds(10) };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_script_the_first_one_is_put_and_made_active()
    {
        await using var server = new ScriptedManageSieveServer();
        var scripts = Scripts(server);
        var none = await ReadAsync(scripts);
        Assert.Equal((SieveScripts.NewName, "", StoredScriptState.Missing), (none.Name, none.Text, none.State));
        Assert.True(none.Features.Has("copy"));
        Assert.Equal(4, none.Features.MaxRedirects);

        var saved = Assert.IsType<ScriptSaving.Saved>(await scripts.SaveAsync(none, "keep; # \"ü\"\r\n", Cancelled));
        Assert.Equal(("keep; # \"ü\"\r\n", SieveScripts.NewName), (server.Scripts[SieveScripts.NewName], server.Active));
        var read = await ReadAsync(scripts);
        Assert.Equal((read.Name, read.Version, StoredScriptState.Active), (saved.Script.Name, saved.Script.Version, read.State));
        Assert.Equal(["CHECKSCRIPT keep; # \"ü\"\r\n", "HAVESPACE webmail 14"], server.Received.Where(line => line.StartsWith("CHECK", StringComparison.Ordinal) || line.StartsWith("HAVE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_script_of_nothing_is_saved_as_an_empty_line_because_servers_refuse_nothing()
    {
        await using var server = new ScriptedManageSieveServer { Active = "a" };
        server.Scripts["a"] = "keep;";
        var scripts = Scripts(server);
        Assert.Equal("\r\n", Assert.IsType<ScriptSaving.Saved>(await scripts.SaveAsync(await ReadAsync(scripts), "", Cancelled)).Script.Text);
        Assert.Equal("\r\n", server.Scripts["a"]);
    }

    [Fact]
    public async Task The_active_script_is_read_and_written_whatever_its_name()
    {
        await using var server = new ScriptedManageSieveServer { Active = "Roundcube äö" };
        server.Scripts["Roundcube äö"] = "keep;";
        server.Scripts["webmail"] = "stop;";
        var scripts = Scripts(server);
        var read = await ReadAsync(scripts);
        Assert.Equal(("Roundcube äö", "keep;", StoredScriptState.Active), (read.Name, read.Text, read.State));
        Assert.Equal(["webmail"], read.Others);
        Assert.IsType<ScriptSaving.Saved>(await scripts.SaveAsync(read, "discard;", Cancelled));
        Assert.Equal("discard;", server.Scripts["Roundcube äö"]);
        Assert.DoesNotContain(server.Received, line => line.StartsWith("SETACTIVE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_script_that_somebody_changed_meanwhile_is_not_replaced()
    {
        await using var server = new ScriptedManageSieveServer { Active = "a" };
        server.Scripts["a"] = "keep;";
        var scripts = Scripts(server);
        var read = await ReadAsync(scripts);
        server.Scripts["a"] = "stop;";
        var conflict = Assert.IsType<ScriptSaving.Conflict>(await scripts.SaveAsync(read, "discard;", Cancelled));
        Assert.Equal(("stop;", "discard;"), (conflict.Theirs.Text, conflict.Ours));
        server.Scripts["b"] = "keep;";
        server.Active = "b";
        Assert.IsType<ScriptSaving.Conflict>(await scripts.SaveAsync(conflict.Theirs, "discard;", Cancelled));
        Assert.Equal("stop;", server.Scripts["a"]);
    }

    [Fact]
    public async Task A_script_that_the_server_does_not_understand_is_not_stored_and_its_words_are_shown()
    {
        await using var server = new ScriptedManageSieveServer { Active = "a" };
        server.Scripts["a"] = "keep;";
        server.On("CHECKSCRIPT", "NO {33}\r\nline 2: error: unknown thing 'x'.");
        var scripts = Scripts(server);
        var read = await ReadAsync(scripts);
        Assert.Equal("line 2: error: unknown thing 'x'.", Assert.IsType<ScriptSaving.Invalid>(await scripts.SaveAsync(read, "\nx;", Cancelled)).ServerText);
        Assert.IsType<ScriptSaving.Invalid>(await scripts.CheckAsync("\nx;", Cancelled));
        Assert.Equal("keep;", server.Scripts["a"]);
        // A server without CHECKSCRIPT says it at PUTSCRIPT.
        server.Capabilities = "";
        server.On("PUTSCRIPT", "NO \"bad\"");
        scripts = Scripts(server);
        Assert.IsType<ScriptSaving.Invalid>(await scripts.SaveAsync(read, "\nx;", Cancelled));
        Assert.Null(await scripts.CheckAsync("\nx;", Cancelled));
    }

    [Theory]
    [InlineData("HAVESPACE", "NO (QUOTA/MAXSIZE) \"Too large.\"", ManageSieveFailure.OverQuota)]
    [InlineData("PUTSCRIPT", "NO (QUOTA) \"Full.\"", ManageSieveFailure.OverQuota)]
    [InlineData("PUTSCRIPT", "NO (TRYLATER)", ManageSieveFailure.TryLater)]
    [InlineData("LISTSCRIPTS", "BYE \"Going down.\"", ManageSieveFailure.ServerUnreachable)]
    [InlineData("LISTSCRIPTS", "NO (ENCRYPT-NEEDED)", ManageSieveFailure.EncryptionNotOffered)]
    public async Task A_refusal_says_what_it_is(string command, string answer, ManageSieveFailure failure)
    {
        await using var server = new ScriptedManageSieveServer { Active = "a" };
        server.Scripts["a"] = "keep;";
        var scripts = Scripts(server);
        var read = await ReadAsync(scripts);
        server.On(command, answer);
        Assert.Equal(failure, Assert.IsType<ScriptSaving.Failed>(await scripts.SaveAsync(read, "stop;", Cancelled)).Fault.Failure);
        Assert.Equal("keep;", server.Scripts["a"]);
    }

    [Fact]
    public async Task Warnings_come_with_what_was_saved()
    {
        await using var server = new ScriptedManageSieveServer();
        server.On("PUTSCRIPT", "OK (WARNINGS) \"line 8: no such mailbox\"");
        var scripts = Scripts(server);
        Assert.Equal("line 8: no such mailbox", Assert.IsType<ScriptSaving.Saved>(await scripts.SaveAsync(await ReadAsync(scripts), "keep;", Cancelled)).Warnings);
    }

    [Fact]
    public async Task A_connection_lost_before_the_script_is_active_leaves_one_that_can_be_made_so()
    {
        await using var server = new ScriptedManageSieveServer();
        server.On("SETACTIVE", ScriptedManageSieveServer.HangUp);
        var scripts = Scripts(server);
        var none = await ReadAsync(scripts);
        Assert.Equal("keep;", Assert.IsType<ScriptSaving.NotActive>(await scripts.SaveAsync(none, "keep;", Cancelled)).Script.Text);
        server.Off("SETACTIVE");
        var inactive = await ReadAsync(scripts);
        Assert.Equal(("keep;", StoredScriptState.Inactive), (inactive.Text, inactive.State));
        Assert.IsType<ScriptSaving.Saved>(await scripts.ActivateAsync(inactive, Cancelled));
        Assert.Equal(StoredScriptState.Active, (await ReadAsync(scripts)).State);
        server.On("SETACTIVE", "NO (NONEXISTENT) \"gone\"");
        Assert.Equal(ManageSieveFailure.NoSuchScript, Assert.IsType<ScriptSaving.NotActive>(await scripts.ActivateAsync(inactive, Cancelled)).Fault.Failure);
    }

    [Fact]
    public async Task A_connection_lost_while_the_script_was_sent_is_asked_about()
    {
        await using var server = new ScriptedManageSieveServer { Active = "a" };
        server.Scripts["a"] = "keep;";
        var scripts = Scripts(server);
        var read = await ReadAsync(scripts);
        server.On("PUTSCRIPT", arguments =>
        {
            server.Scripts[arguments[0]] = arguments[1];
            return ScriptedManageSieveServer.HangUp;
        });
        Assert.Equal("stop;", Assert.IsType<ScriptSaving.Saved>(await scripts.SaveAsync(read, "stop;", Cancelled)).Script.Text);
        server.On("PUTSCRIPT", ScriptedManageSieveServer.HangUp);
        Assert.Equal(ManageSieveFailure.ServerUnreachable, Assert.IsType<ScriptSaving.Failed>(await scripts.SaveAsync(await ReadAsync(scripts), "discard;", Cancelled)).Fault.Failure);
    }

    [Fact]
    public async Task What_a_lost_connection_leaves_unknown_can_be_saved_again()
    {
        await using var server = new ScriptedManageSieveServer { Active = "a" };
        server.Scripts["a"] = "keep;";
        var scripts = Scripts(server);
        var read = await ReadAsync(scripts);
        server.On("PUTSCRIPT", arguments =>
        {
            server.Scripts[arguments[0]] = arguments[1];
            server.On("AUTHENTICATE", ScriptedManageSieveServer.HangUp);
            return ScriptedManageSieveServer.HangUp;
        });
        Assert.IsType<ScriptSaving.Unknown>(await scripts.SaveAsync(read, "stop;", Cancelled));

        server.Off("AUTHENTICATE");
        server.Off("PUTSCRIPT");
        var puts = server.Received.Count(line => line.StartsWith("PUTSCRIPT", StringComparison.Ordinal));
        Assert.Equal("stop;", Assert.IsType<ScriptSaving.Saved>(await scripts.SaveAsync(read, "stop;", Cancelled)).Script.Text);
        Assert.Equal(puts, server.Received.Count(line => line.StartsWith("PUTSCRIPT", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_reads_and_saves_within_a_moment_signs_in_once_and_sees_what_others_do()
    {
        await using var server = new ScriptedManageSieveServer { Active = "a" };
        server.Scripts["a"] = "keep;";
        var time = new FakeTimeProvider();
        await using var scripts = Scripts(server, time: time);
        await ReadAsync(scripts);
        server.Scripts["a"] = "stop;";
        var read = await ReadAsync(scripts);
        Assert.Equal("stop;", read.Text);
        Assert.IsType<ScriptSaving.Saved>(await scripts.SaveAsync(read, "discard;", Cancelled));
        Assert.Equal(1, server.Connections);

        // It is given back after a moment; while somebody looks at their filters, after minutes.
        time.Advance(TimeSpan.FromSeconds(11));
        await Until.TrueAsync(() => server.Received.Contains("LOGOUT"), Cancelled);
        using (scripts.Hold())
        {
            await ReadAsync(scripts);
            time.Advance(TimeSpan.FromMinutes(3));
            await ReadAsync(scripts);
            Assert.Equal(2, server.Connections);
        }

        // One that the server closed meanwhile is not noticed by anybody.
        server.On("LISTSCRIPTS", _ =>
        {
            server.Off("LISTSCRIPTS");
            return "BYE \"You were silent for too long.\"";
        });
        Assert.Equal("discard;", (await ReadAsync(scripts)).Text);
        Assert.Equal(3, server.Connections);
    }

    [Fact]
    public async Task No_server_configured_and_one_that_is_away_are_told_apart()
    {
        var nowhere = new SieveScripts(null, Credentials, [], Times, TimeProvider.System);
        Assert.False(nowhere.IsConfigured);
        Assert.Equal(ManageSieveFailure.NotConfigured, await FailureAsync(nowhere));
        var server = new ScriptedManageSieveServer();
        var scripts = Scripts(server);
        await server.DisposeAsync();
        Assert.Equal(ManageSieveFailure.ServerUnreachable, await FailureAsync(scripts));
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_not_waited_for_for_ever()
    {
        await using var server = new ScriptedManageSieveServer();
        server.On("LISTSCRIPTS", ScriptedManageSieveServer.Silence);
        var time = new FakeTimeProvider();
        var reading = FailureAsync(Scripts(server, time: time));
        await Until.TrueAsync(() => server.Received.Contains("LISTSCRIPTS"), Cancelled);
        await Until.TrueAsync(() => { time.Advance(TimeSpan.FromSeconds(31)); return reading.IsCompleted; }, Cancelled);
        Assert.Equal(ManageSieveFailure.ServerUnreachable, await reading);
    }

    private static async Task<StoredScript> ReadAsync(SieveScripts scripts) => Assert.IsType<ScriptReading.Read>(await scripts.ReadAsync(Cancelled)).Script;

    private static async Task<ManageSieveFailure> FailureAsync(SieveScripts scripts) => Assert.IsType<ScriptReading.Failed>(await scripts.ReadAsync(Cancelled)).Fault.Failure;

    private static PasswordCredentials Credentials() => new("anna@b.example", "secret");

    private static SieveScripts Scripts(ScriptedManageSieveServer server, TimeProvider? time = null) =>
        new(new ServerEndpoint("localhost", server.Port, TransportSecurity.None, null), Credentials, [], Times, time ?? TimeProvider.System);
}
