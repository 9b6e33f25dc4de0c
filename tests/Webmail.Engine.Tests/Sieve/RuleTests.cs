using System.Text.Json;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Tests.Sieve;

public sealed class RuleTests
{
    private static readonly TextMatch Nasty = new(MatchKind.Contains, ["\"; discard; #", "\\", "*?\\", "ä ${x}", "/* */"]);

    /// <summary>Every test, written and read.</summary>
    public static TheoryData<string> TestNames { get; } = [.. Tests().Keys];

    /// <summary>Every action, written and read.</summary>
    public static TheoryData<string> ActionNames { get; } = [.. Actions().Keys];

    [Theory]
    [MemberData(nameof(TestNames))]
    public void A_test_is_read_as_it_was_written(string name)
    {
        foreach (var test in (FilterTest[])[Tests()[name], Tests()[name] with { IsNegated = true }])
        {
            foreach (var mode in Enum.GetValues<GroupMode>())
                Same(new FilterRule { Name = name, Condition = new(mode, [test, new FilterTest.Group(GroupMode.Any, [test, test])]), Actions = [new FilterAction.Keep()] });
            Same(new FilterRule { Name = name, IsEnabled = false, Condition = new(GroupMode.All, [test]), Actions = [new FilterAction.Keep()] });
        }
    }

    [Theory]
    [MemberData(nameof(ActionNames))]
    public void An_action_is_read_as_it_was_written(string name) => Same(new FilterRule { Name = name, Actions = [Actions()[name], new FilterAction.Stop()] });

    [Theory]
    [InlineData("")]
    [InlineData("a \"quoted\" name\r\nkeep;\n# x")]
    [InlineData("*/ } ; ] \u2028 \u0085 \u007F \\ 🎉 ü")]
    public void A_name_is_read_as_it_was_given(string name)
    {
        foreach (var kind in Enum.GetValues<RuleKind>())
            Same(new FilterRule { Name = name, Kind = kind, Actions = [new FilterAction.Keep()] });
    }

    [Fact]
    public void Flags_come_before_what_is_filed_and_a_stop_at_the_end()
    {
        var rule = new FilterRule { Actions = [new FilterAction.Stop(), new FilterAction.FileInto("A"), new FilterAction.ChangeFlags(FlagChange.Add, [@"\Seen", "$label1"])] };
        Assert.EndsWith("if true {\r\n    addflag [\"\\\\Seen\", \"$label1\"];\r\n    fileinto \"A\";\r\n    stop;\r\n}\r\n", FilterScript.Empty.Insert(0, rule, Features.All).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_server_can_not_look_at_parts_and_uses_other_ways_are_written()
    {
        var features = Features.All with { Extensions = Features.All.Extensions.Except(["mime", "special-use", "mailbox"]) };
        var rule = new FilterRule { Condition = new(GroupMode.All, [new FilterTest.Attachment()]), Actions = [new FilterAction.FileInto("Junk", Create: true, SpecialUse: @"\Junk")] };
        var text = FilterScript.Empty.Insert(0, rule, features).Text;
        Assert.Contains("if header :contains \"Content-Type\" \"multipart/mixed\" {\r\n    fileinto \"Junk\";", text, StringComparison.Ordinal);
        Assert.Contains("require [\"fileinto\"]; # webmail:require", text, StringComparison.Ordinal);
        Assert.True(FilterScript.TryRead(text, out var script, out _));
        Assert.IsType<FilterTest.Attachment>(((FilterEntry.Known)script.Entries[0]).Rule.Condition.Tests[0]);
    }

    [Fact]
    public void What_is_wrong_with_a_rule_is_named()
    {
        Assert.Equal([RuleProblemKind.NoAction], Problems(new FilterRule()));
        Assert.Equal([RuleProblemKind.BadHeaderName], Test(new FilterTest.Header(["Sub ject"], new(MatchKind.Is, ["a"]))));
        Assert.Equal([RuleProblemKind.Empty], Test(new FilterTest.Header(["Subject"], new(MatchKind.Is, []))));
        Assert.Equal([RuleProblemKind.Empty], Test(new FilterTest.Exists([])));
        Assert.Equal([RuleProblemKind.BadCharacter], Test(new FilterTest.Body(new(MatchKind.Is, ["a\nb"]))));
        Assert.Equal([RuleProblemKind.BadCharacter], Test(new FilterTest.Body(new(MatchKind.Is, ["\uD800"]))));
        Assert.Equal([RuleProblemKind.BadPattern], Test(new FilterTest.Body(new(MatchKind.Regex, ["(a"]))));
        Assert.Equal([RuleProblemKind.OutOfRange], Test(new FilterTest.Size(true, -1)));
        Assert.Equal([RuleProblemKind.OutOfRange], Test(new FilterTest.SpamScore(Relation.AtLeast, 11)));
        Assert.Equal([RuleProblemKind.OutOfRange], Test(new FilterTest.Date(null, "century", Relation.Is, ["20"], null)));
        Assert.Equal([RuleProblemKind.OutOfRange], Test(new FilterTest.Date(null, "hour", Relation.Is, ["20"], "Berlin")));
        Assert.Equal([RuleProblemKind.NestedTooDeep], Test(new FilterTest.Group(GroupMode.Any, [new FilterTest.Group(GroupMode.Any, [new FilterTest.Duplicate(null)])])));
        Assert.Equal([RuleProblemKind.BadAddress], Action(new FilterAction.Redirect("nobody", true)));
        Assert.Equal([RuleProblemKind.BadAddress], Action(new FilterAction.Redirect("a@b.example\r\nX: y", true)));
        Assert.Equal([RuleProblemKind.BadFlag], Action(new FilterAction.ChangeFlags(FlagChange.Add, [@"\Recent"])));
        Assert.Equal([RuleProblemKind.BadFlag], Action(new FilterAction.ChangeFlags(FlagChange.Add, ["two words"])));
        Assert.Equal([RuleProblemKind.Empty], Action(new FilterAction.FileInto(" ")));
        Assert.Equal([RuleProblemKind.NotOffered], Action(new FilterAction.Notify("xmpp:a@b.example", null)));
        Assert.Equal([new RuleProblem(RuleProblemKind.NotOffered, "copy"), new RuleProblem(RuleProblemKind.NotOffered, "fileinto")],
            RuleCheck.Problems(new FilterRule { Actions = [new FilterAction.FileInto("A", Copy: true)] }, Features.None));
        Assert.Equal([RuleProblemKind.OutOfRange], Problems(new FilterRule { Actions = [.. Enumerable.Range(0, 5).Select(i => new FilterAction.Redirect($"a{i}@b.example", true))] }));
    }

    private static RuleProblemKind[] Problems(FilterRule rule) => [.. RuleCheck.Problems(rule, Features.All).Select(problem => problem.Kind)];

    private static RuleProblemKind[] Test(FilterTest test) => Problems(new FilterRule { Condition = new(GroupMode.All, [test]), Actions = [new FilterAction.Keep()] });

    private static RuleProblemKind[] Action(FilterAction action) => Problems(new FilterRule { Actions = [action] });

    private static void Same(FilterRule rule)
    {
        var written = FilterScript.Empty.Insert(0, rule, Features.All);
        Assert.True(FilterScript.TryRead(written.Text, out var script, out var error), $"{error}");
        var read = Assert.IsType<FilterEntry.Known>(Assert.Single(script.Entries));
        Assert.Equal(RuleOwner.Webmail, read.Owner);
        Assert.Equal(Text(rule), Text(read.Rule));
    }

    /// <summary>Everything in it, as lists are equal by what they are and not by what is in them.</summary>
    private static string Text(FilterRule rule) => JsonSerializer.Serialize(new
    {
        rule.Name,
        rule.Kind,
        rule.IsEnabled,
        Condition = Text(rule.Condition),
        Actions = rule.Actions.Select(action => action.GetType().Name + JsonSerializer.Serialize<object>(action)),
    });

    private static string Text(FilterTest test) => test is FilterTest.Group group
        ? $"{group.Mode} {group.IsNegated} ({string.Join(", ", group.Tests.Select(Text))})" : test.GetType().Name + JsonSerializer.Serialize<object>(test);

    private static Dictionary<string, FilterTest> Tests()
    {
        var tests = new Dictionary<string, FilterTest>
        {
            ["size over"] = new FilterTest.Size(true, 5 << 20),
            ["size under"] = new FilterTest.Size(false, 1001),
            ["attachment"] = new FilterTest.Attachment(),
            ["exists"] = new FilterTest.Exists(["List-Id", "X-A"]),
            ["date"] = new FilterTest.Date("Date", "date", Relation.AtMost, ["2026-11-26"], "+0100"),
            ["current date"] = new FilterTest.Date(null, "weekday", Relation.Is, ["0", "6"], null),
            ["spam score"] = new FilterTest.SpamScore(Relation.Above, 5),
            ["duplicate"] = new FilterTest.Duplicate(null),
            ["duplicate within"] = new FilterTest.Duplicate(TimeSpan.FromHours(1)),
        };
        foreach (var kind in Enum.GetValues<MatchKind>())
        {
            var match = kind == MatchKind.Regex ? new TextMatch(kind, ["^a[\"]+$"]) : kind == MatchKind.Matches ? new TextMatch(kind, ["*a\"?\\*", "?"]) : Nasty with { Kind = kind };
            tests[$"header {kind}"] = new FilterTest.Header(["Subject", "X-A"], match);
            tests[$"body {kind}"] = new FilterTest.Body(match);
            foreach (var part in Enum.GetValues<AddressPart>())
                tests[$"address {part} {kind}"] = new FilterTest.Address(["To", "Cc"], part, match);
            tests[$"envelope {kind}"] = new FilterTest.Envelope(EnvelopeField.To, AddressPart.Detail, match);
        }

        return tests;
    }

    private static Dictionary<string, FilterAction> Actions()
    {
        const string lines = "First \"line\"\r\n.\r\n..second\r\n; discard;\r\n";
        return new Dictionary<string, FilterAction>
        {
            ["move"] = new FilterAction.FileInto("A/\"Ä\"\\"),
            ["copy, made, by use"] = new FilterAction.FileInto("Junk", true, true, @"\Junk"),
            ["add flags"] = new FilterAction.ChangeFlags(FlagChange.Add, [@"\Seen", "$a"]),
            ["remove a flag"] = new FilterAction.ChangeFlags(FlagChange.Remove, [@"\Flagged"]),
            ["set flags"] = new FilterAction.ChangeFlags(FlagChange.Set, ["x"]),
            ["keep"] = new FilterAction.Keep(),
            ["discard"] = new FilterAction.Discard(),
            ["redirect"] = new FilterAction.Redirect("a@b.example", false),
            ["redirect a copy"] = new FilterAction.Redirect("\"a b\"@b.example", true),
            ["reject"] = new FilterAction.Reject(lines, false),
            ["ereject"] = new FilterAction.Reject("No", true),
            ["notify"] = new FilterAction.Notify("mailto:a@b.example", "x \"y\""),
            ["vacation"] = new FilterAction.Reply(new VacationReply(lines)
            {
                Subject = "Weg \"heute\"",
                Between = TimeSpan.FromDays(3),
                Addresses = ["a@b.example", "c@b.example"],
                From = "A <a@b.example>",
                Handle = "h",
            }),
            ["vacation in seconds"] = new FilterAction.Reply(new VacationReply("x") { Between = TimeSpan.FromMinutes(90) }),
        };
    }
}
