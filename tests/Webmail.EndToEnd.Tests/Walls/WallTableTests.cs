using System.Globalization;
using System.Text;
using Webmail.EndToEnd.Tests.Browser;

namespace Webmail.EndToEnd.Tests.Walls;

/// <summary>Every payload in a frame of its own, behind each set of walls: tests/scripts/walls.sh, which prints the table.</summary>
public sealed class WallTableTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private readonly BrowserFixture _fixture = fixture;

    [Fact]
    public async Task Every_payload_is_held_by_any_two_walls_and_runs_no_script_behind_any_one()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("WEBMAIL_WALLS") == "all", "Some minutes: tests/scripts/walls.sh runs it.");
        var rules = await FrameRules.ReadAsync(Webmail, Dovecot, User, Cancelled);
        IReadOnlyList<string> clean = [.. Payload.All.Select(static one => FrameRules.Clean([one]))];
        var table = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Payload.All.Count} payloads, {Payload.Collection.Count} of them of the collection\n\nwalls that stand             scripts  requests  changes outside\n");
        var faults = new List<string>();
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(WebmailProgram.RepositoryRoot, "artifacts", "test")).FullName, "walls.txt");
        foreach (var walls in new[]
        {
            Wall.All, Wall.Sandbox | Wall.Policy, Wall.Sanitiser | Wall.Policy, Wall.Sanitiser | Wall.Sandbox, Wall.Sanitiser, Wall.Sandbox, Wall.Policy, Wall.None,
        })
        {
            var trial = await WallTrial.RunAsync(await _fixture.BrowserAsync(), walls.HasFlag(Wall.Sanitiser) ? clean : [.. Payload.All.Select(one => FrameRules.Raw(one, walls))], rules.PolicyOf(walls), rules.SandboxOf(walls));
            table.Append(CultureInfo.InvariantCulture, $"{walls,-28} {trial.Scripts.Count,7}  {trial.Requests.Count,8}  {trial.Changes.Count,15}\n");
            await File.WriteAllTextAsync(file, table.ToString(), Cancelled);
            if (walls is Wall.None)
                Assert.NotEmpty(trial.Scripts);
            else
                faults.AddRange(trial.Scripts.Concat(trial.Unfinished).Select(one => $"{walls}: {one}"));
            if (int.PopCount((int)walls) > 1)
                faults.AddRange(trial.Requests.Concat(trial.Changes).Select(one => $"{walls}: {one}"));
        }
        await File.WriteAllTextAsync(file, table + string.Join('\n', faults) + "\n", Cancelled);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(40)));
    }
}
