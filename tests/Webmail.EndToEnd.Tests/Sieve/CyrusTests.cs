using Webmail.Engine.Accounts;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.ManageSieve;
using Webmail.Engine.Sieve.Rules;
using Webmail.MailServers;

namespace Webmail.EndToEnd.Tests.Sieve;

/// <summary>The saving half of the table of deliveries, against the other ManageSieve server that hosts run.</summary>
public sealed class CyrusTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_test_and_action_that_timsieved_offers_is_saved_and_read_back()
    {
        var programs = CyrusServer.FindPrograms(Repository());
        Assert.SkipWhen(programs is null, "Cyrus is not unpacked: tests/scripts/unpack-cyrus.sh does it.");
        await using var server = await CyrusServer.StartAsync(programs, Cancelled);
        var endpoint = new ServerEndpoint(server.Host, server.SievePort, TransportSecurity.None, null);
        var scripts = new SieveScripts(endpoint, () => new PasswordCredentials(server.User, "secret"), [], new ManageSieveTimes(), TimeProvider.System);
        var there = Assert.IsType<ScriptReading.Read>(await scripts.ReadAsync(Cancelled)).Script;
        Assert.Equal(StoredScriptState.Missing, there.State);
        var features = there.Features;
        var (wrong, saved, notOffered) = (new List<string>(), 0, new HashSet<string>());
        foreach (var rule in Rules())
        {
            var problems = RuleCheck.Problems(rule, features);
            notOffered.UnionWith(problems.Select(problem => problem.Detail));
            Assert.All(problems, problem => Assert.Equal(RuleProblemKind.NotOffered, problem.Kind));
            if (problems.Count > 0)
                continue;
            var text = FilterScript.Empty.Insert(0, rule, features).Text;
            var saving = await scripts.SaveAsync(there, text, Cancelled);
            if (saving is not ScriptSaving.Saved { Script: var now })
            {
                wrong.Add($"{rule.Name}: {saving}\n{text}");
                continue;
            }

            there = Assert.IsType<ScriptReading.Read>(await scripts.ReadAsync(Cancelled)).Script;
            Assert.Equal((text, StoredScriptState.Active, now.Version), (there.Text, there.State, there.Version));
            Assert.True(FilterScript.TryRead(there.Text, out var read, out _));
            Assert.IsType<FilterEntry.Known>(Assert.Single(read.Entries));
            saved++;
        }

        TestContext.Current.SendDiagnosticMessage("{0} rules were saved on Cyrus; not offered: {1}", saved, string.Join(' ', notOffered));
        Assert.True(wrong.Count == 0, $"{wrong.Count} were refused.\n{string.Join("\n----\n", wrong.Take(6))}");
        Assert.Equal(["spamtest"], notOffered);
        Assert.True(saved > 150, $"{saved} were saved.");

        Assert.Contains("line 1", Assert.IsType<ScriptSaving.Invalid>(await scripts.SaveAsync(there, "fileinto \"x\";\r\n", Cancelled)).ServerText, StringComparison.Ordinal);
        Assert.IsType<ScriptSaving.Conflict>(await scripts.SaveAsync(there with { Text = "keep;" }, "discard;\r\n", Cancelled));
    }

    private static IEnumerable<FilterRule> Rules()
    {
        var keep = new FilterAction.Keep();
        foreach (var (name, test, _, _) in FilterTable.Tests().Append(("duplicate", new FilterTest.Duplicate(TimeSpan.FromHours(1)), null!, null)))
        {
            yield return new FilterRule { Name = name, Condition = new(GroupMode.All, [test]), Actions = [keep] };
            yield return new FilterRule { Name = $"not {name}", Condition = new(GroupMode.None, [test with { IsNegated = true }]), Actions = [keep] };
        }

        foreach (var (name, actions, _) in FilterTable.Actions())
            yield return new FilterRule { Name = name, Actions = [.. actions] };
        foreach (var action in (FilterAction[])
            [
                new FilterAction.Redirect("a@b.example", false), new FilterAction.Redirect("a@b.example", true), new FilterAction.Reject("Not \"today\"\r\n.\r\n", false), new FilterAction.Reject("no", true),
                new FilterAction.Notify("mailto:a@b.example", "A word"), new FilterAction.Reply(new VacationReply("Away\r\n") { Subject = "Away", Between = TimeSpan.FromDays(2), Addresses = ["a@b.example"] }),
                new FilterAction.Reply(new VacationReply("Away") { Between = TimeSpan.FromHours(2) }),
            ])
            yield return new FilterRule { Name = action.GetType().Name, Actions = [action] };
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Webmail.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run in their repository.");
        return folder.FullName;
    }
}
