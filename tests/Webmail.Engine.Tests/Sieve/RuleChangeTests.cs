using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Accounts;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.ManageSieve;
using Webmail.Engine.Sieve.Rules;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Sieve;

public sealed class RuleChangeTests
{
    private static readonly Vacation Away = new(new VacationReply("weg"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_made_anew_on_what_somebody_else_saved_in_between()
    {
        await using var server = new ScriptedManageSieveServer { Active = "a" };
        server.Scripts["a"] = "keep;\r\n";
        var scripts = Scripts(server);
        var calls = 0;
        var change = await scripts.ChangeAsync(
            (rules, features) =>
            {
                if (calls++ == 0)
                    server.Scripts["a"] = "stop;\r\n";
                return rules.Insert(0, new FilterRule { Name = "mine", Actions = [new FilterAction.Keep()] }, features);
            },
            Cancelled);
        var made = Assert.IsType<RuleChange.Made>(change);
        Assert.Equal((2, "stop;\r\n"), (calls, made.Before.Text));
        Assert.Contains("stop;", server.Scripts["a"], StringComparison.Ordinal);
        Assert.Contains("mine", server.Scripts["a"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_is_not_needed_or_not_possible_saves_nothing()
    {
        await using var server = new ScriptedManageSieveServer { Active = "a" };
        server.Scripts["a"] = "keep;\r\n";
        var scripts = Scripts(server);
        Assert.IsType<RuleChange.NotNeeded>(await scripts.ChangeAsync((_, _) => null, Cancelled));
        Assert.IsType<RuleChange.NotNeeded>(await scripts.ChangeAsync((rules, _) => rules, Cancelled));
        Assert.Equal(
            RuleProblemKind.NotOffered,
            Assert.IsType<RuleChange.Unfit>(await scripts.ChangeAsync((_, _) => [new RuleProblem(RuleProblemKind.NotOffered, "x")], (_, _) => throw new InvalidOperationException(), Cancelled)).Problem.Kind);
        server.Scripts["a"] = "keep;\r\nkeep keep keep";
        Assert.Equal(2, Assert.IsType<RuleChange.Unreadable>(await scripts.ChangeAsync((_, _) => throw new InvalidOperationException(), Cancelled)).Error.Position.Line);
        server.On("LISTSCRIPTS", "NO \"not now\"");
        Assert.IsType<ScriptSaving.Failed>(Assert.IsType<RuleChange.NotSaved>(await scripts.ChangeAsync((_, _) => null, Cancelled)).Saving);
        Assert.DoesNotContain(server.Received, line => line.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_goes_out_by_itself_is_known_from_whatever_was_read_or_saved()
    {
        await using var server = new ScriptedManageSieveServer();
        var (scripts, time) = (Scripts(server), new FakeTimeProvider());
        var (automatic, changes) = (new AutomaticMail(scripts, time), 0);
        automatic.Changed += () => changes++;
        Assert.Null(automatic.Vacation);
        Assert.IsType<RuleChange.Made>(await scripts.ChangeAsync((rules, features) => Forwarding.Put(Vacation.Put(rules, Away, features), new Forwarding("a@b.example", true), features), Cancelled));
        Assert.Equal(("weg", "a@b.example", 2), (automatic.Vacation!.Reply.Text.Trim(), automatic.Forwarding!.Address, changes));

        // Not looked at again while it is fresh; another program's change is seen afterwards.
        server.Scripts[SieveScripts.NewName] = "keep;\r\n";
        await automatic.LookAsync(TimeSpan.FromMinutes(5), Cancelled);
        Assert.NotNull(automatic.Vacation);
        time.Advance(TimeSpan.FromMinutes(6));
        await automatic.LookAsync(TimeSpan.FromMinutes(5), Cancelled);
        Assert.Null(automatic.Vacation);
        Assert.Null(automatic.Forwarding);

        Assert.IsType<RuleChange.Made>(await scripts.ChangeAsync((rules, features) => Vacation.Put(rules, Away with { IsEnabled = false }, features), Cancelled));
        Assert.Null(automatic.Vacation);
    }

    [Fact]
    public async Task A_script_that_the_server_does_not_run_sends_nothing_out()
    {
        await using var server = new ScriptedManageSieveServer();
        var scripts = Scripts(server);
        var automatic = new AutomaticMail(scripts, new FakeTimeProvider());
        server.On("SETACTIVE", "NO \"not now\"");
        Assert.IsType<ScriptSaving.NotActive>(Assert.IsType<RuleChange.NotSaved>(await scripts.ChangeAsync((rules, features) => Vacation.Put(rules, Away, features), Cancelled)).Saving);
        Assert.Null(automatic.Vacation);
    }

    private static SieveScripts Scripts(ScriptedManageSieveServer server)
    {
        server.Capabilities = server.Capabilities.Replace("fileinto", "fileinto vacation", StringComparison.Ordinal);
        return new SieveScripts(
            new ServerEndpoint("localhost", server.Port, TransportSecurity.None, null), () => new PasswordCredentials("anna", "secret"), [],
            new ManageSieveTimes { ConnectAttempts = 2, RetryDelay = TimeSpan.FromMilliseconds(10) }, TimeProvider.System);
    }
}
