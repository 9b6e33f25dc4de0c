using Webmail.EndToEnd.Tests.Browser;

namespace Webmail.EndToEnd.Tests.Walls;

/// <summary>
/// Each of the three walls around a message's HTML is taken away in turn, in a real Chromium, with hostile HTML behind it. The documents
/// are the product's own, the attribute and the policy are what the running program answers; only what is left out is the test's.
/// tests/scripts/walls.sh shows every payload in a frame of its own; here those that are cleaned share frames.
/// </summary>
public sealed class WallTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private readonly BrowserFixture _fixture = fixture;

    /// <summary>Of the payloads that run where nothing stops them a twelfth, and all of our own.</summary>
    private static IReadOnlyList<Payload> Bare { get; } =
        [.. Payload.All.Where((one, index) => one.Id.StartsWith("own-", StringComparison.Ordinal) || one.RunsBare && index % 12 == 0)];

    private static IReadOnlyList<string> Cleaned { get; } = [.. Payload.All.Chunk(60).Select(FrameRules.Clean)];

    [Fact]
    public async Task Behind_any_two_walls_nothing_runs_nothing_leaves_and_nothing_changes()
    {
        var rules = await FrameRules.ReadAsync(Webmail, Dovecot, User, Cancelled);
        foreach (var walls in new[] { Wall.All, Wall.All & ~Wall.Sanitiser, Wall.All & ~Wall.Sandbox, Wall.All & ~Wall.Policy })
        {
            // All of them are loaded, however busy the machine is.
            var trial = await ShowAsync(rules, walls, 60_000);
            IReadOnlyList<string> seen = [.. trial.Scripts, .. trial.Requests, .. trial.Changes, .. trial.Unfinished];
            Assert.True(seen.Count == 0, $"{walls}: {string.Join('\n', seen.Take(20))}");
        }
    }

    [Fact]
    public async Task Behind_any_one_wall_no_script_runs_and_a_wall_that_is_broken_is_noticed()
    {
        var rules = await FrameRules.ReadAsync(Webmail, Dovecot, User, Cancelled);
        foreach (var walls in new[] { Wall.Sanitiser, Wall.Sandbox, Wall.Policy })
            Assert.Empty((await ShowAsync(rules, walls)).Scripts);

        // The same with a hole in it: what was silent above was silent because of the wall.
        var sandbox = await ShowAsync(rules with { Sandbox = rules.Sandbox + " allow-scripts", Policy = rules.Policy.Replace("sandbox", "sandbox allow-scripts", StringComparison.Ordinal) }, Wall.Sandbox);
        Assert.True(sandbox.Scripts.Count > Bare.Count / 4, $"{sandbox.Scripts.Count} of {Bare.Count} ran");
        Assert.NotEmpty(sandbox.Requests);
        var policy = await ShowAsync(rules with { Policy = rules.Policy.Replace("default-src 'none'", "script-src 'unsafe-inline'", StringComparison.Ordinal) }, Wall.Policy);
        Assert.True(policy.Scripts.Count > Bare.Count / 4, $"{policy.Scripts.Count} of {Bare.Count} ran");
        Assert.NotEmpty(policy.Changes);
    }

    [Fact]
    public void The_collection_of_payloads_is_here() =>
        Assert.SkipUnless(Payload.Collection.Count > 0, "The corpus is not here, the walls are tried with our own payloads alone: set WEBMAIL_CORPUS to its folder.");

    private async Task<WallTrial> ShowAsync(FrameRules rules, Wall walls, float patience = 20_000) => await WallTrial.RunAsync(
        await _fixture.BrowserAsync(), walls.HasFlag(Wall.Sanitiser) ? Cleaned : [.. Bare.Select(one => FrameRules.Raw(one, walls))], rules.PolicyOf(walls), rules.SandboxOf(walls), patience);
}
