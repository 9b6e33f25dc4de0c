using System.Collections.Immutable;
using Webmail.Engine.Accounts;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.ManageSieve;
using Webmail.Engine.Sieve.Rules;
using Webmail.Engine.Tests.Scripted;
using Webmail.Web.UI.Filters;

namespace Webmail.Web.Tests.UI.Filters;

/// <summary>Rules show at once what was done with them, and are what the server has.</summary>
public sealed class FilterDeskTests : IAsyncDisposable
{
    private readonly ScriptedManageSieveServer server = new() { Active = "a" };
    private readonly FilterDesk desk;

    public FilterDeskTests()
    {
        server.Scripts["a"] = "# one\r\nkeep;\r\n# two\r\nstop;\r\n";
        desk = new FilterDesk(new SieveScripts(
            new ServerEndpoint("localhost", server.Port, TransportSecurity.None, null), () => new PasswordCredentials("anna", "secret"), [], new ManageSieveTimes(), TimeProvider.System));
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_shown_before_the_server_has_it_and_can_be_taken_back()
    {
        await desk.ReadAsync(Now);
        var moving = desk.ChangeAsync(script => script.Move(1, 0));
        Assert.Equal(["two", "one"], Names());

        Assert.True(await moving);
        Assert.Equal("# two\r\nstop;\r\n# one\r\nkeep;\r\n", server.Scripts["a"]);
        Assert.True(await desk.ReplaceAsync(desk.Replaced!));
        Assert.Equal(["one", "two"], Names());
        Assert.Equal("# one\r\nkeep;\r\n# two\r\nstop;\r\n", server.Scripts["a"]);
    }

    [Fact]
    public async Task Changes_wait_for_each_other_and_none_is_lost()
    {
        await desk.ReadAsync(Now);
        var saved = await Task.WhenAll(desk.ChangeAsync(script => script.Move(1, 0)), desk.ChangeAsync(script => script.Remove(1)));

        Assert.Equal([true, true], saved);
        Assert.Equal(["two"], Names());
        Assert.Equal("# two\r\nstop;\r\n", server.Scripts["a"]);
    }

    [Fact]
    public async Task A_refused_change_is_taken_back_with_what_stood_on_it_and_the_words_go_to_the_rule()
    {
        await desk.ReadAsync(Now);
        server.On("CHECKSCRIPT", "NO {38}\r\nwebmail: line 2: error: not like this.");
        var changing = desk.ChangeAsync(script => script.Move(1, 0));
        var behind = desk.ChangeAsync(script => script.Remove(0));

        Assert.False(await changing);
        Assert.False(await behind);
        Assert.Equal(["one", "two"], Names());
        Assert.Equal([(0, "error: not like this.")], desk.Refused.Select(pair => (pair.Key, pair.Value)));
        Assert.IsType<ScriptSaving.Invalid>(desk.Outcome);
        Assert.Single(server.Received, line => line.StartsWith("CHECKSCRIPT", StringComparison.Ordinal));

        desk.Dismiss();
        Assert.Null(desk.Outcome);
        Assert.Empty(desk.Refused);
    }

    [Theory]
    [InlineData(true, "# two\r\nstop;\r\n# one\r\nkeep;\r\n")]
    [InlineData(false, "# theirs\r\ndiscard;\r\n")]
    public async Task Where_two_have_changed_the_rules_one_is_chosen(bool ours, string left)
    {
        await desk.ReadAsync(Now);
        server.Scripts["a"] = "# theirs\r\ndiscard;\r\n";
        Assert.False(await desk.ChangeAsync(script => script.Move(1, 0)));
        Assert.IsType<ScriptSaving.Conflict>(desk.Outcome);

        if (ours)
            Assert.True(await desk.TakeOursAsync());
        else
            desk.TakeTheirs();

        Assert.Null(desk.Outcome);
        Assert.Equal((left, left), (server.Scripts["a"], desk.Shown!.Text));
    }

    [Fact]
    public async Task What_the_server_does_not_use_yet_can_be_tried_again()
    {
        server.Active = null;
        server.Scripts.Clear();
        await desk.ReadAsync(Now);
        server.On("SETACTIVE", "NO (TRYLATER) \"busy\"");
        Assert.True(await desk.ChangeAsync(script => script.Insert(0, new FilterRule { Actions = [new FilterAction.Keep()] }, desk.Stored!.Features)));
        Assert.IsType<ScriptSaving.NotActive>(desk.Outcome);

        server.Off("SETACTIVE");
        Assert.True(await desk.ActivateAsync());
        Assert.Null(desk.Outcome);
        Assert.Equal((StoredScriptState.Active, SieveScripts.NewName), (desk.Stored!.State, server.Active));
    }

    [Fact]
    public async Task What_another_tab_has_saved_is_shown_unless_something_is_on_its_way()
    {
        await desk.ReadAsync(Now);
        var theirs = desk.Stored! with { Text = "# three\r\nkeep;\r\n" };
        var saving = desk.ChangeAsync(script => script.Move(1, 0));
        Assert.False(desk.See(theirs));
        Assert.True(await saving);

        Assert.False(desk.See(desk.Stored!));
        Assert.True(desk.See(theirs));
        Assert.Equal(["three"], Names());
    }

    [Fact]
    public async Task A_server_that_is_away_and_a_script_that_is_none_are_told()
    {
        server.Scripts["a"] = "keep;\r\nif {";
        await desk.ReadAsync(Now);
        Assert.Equal(2, desk.SyntaxError!.Position.Line);
        Assert.Null(desk.Shown);
        await server.DisposeAsync();
        await desk.ReadAsync(Now);
        Assert.Equal(ManageSieveFailure.ServerUnreachable, desk.Fault!.Failure);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private ImmutableArray<string> Names() => [.. desk.Shown!.Entries.OfType<FilterEntry.Known>().Select(entry => entry.Rule.Name)];
}
