using System.Collections.Immutable;
using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>Reads a command as a rule where it says nothing that a rule can't say.</summary>
/// <param name="expands">The script has variables or encoded characters (RFC 5229, RFC 5228 2.4.2.4): <c>${</c> in a string is not what it seems.</param>
internal sealed class RuleReader(bool expands)
{
    /// <summary>The rule, without its name; null if it is none.</summary>
    public FilterRule? Read(SieveCommand command)
    {
        if (expands && command.ToText().Contains("${", StringComparison.Ordinal))
            return null;
        if (command.Name != "if")
            return ActionReader.Read(command) is { } action ? new FilterRule { Actions = [action] } : null;
        if (command is not { Arguments.IsEmpty: true, Tests: { Open: null, Items: [var test] } })
            return null;
        var (isEnabled, condition) = Condition(test);
        if (condition is null || command.Block.Select(ActionReader.Read).ToList() is not { Count: > 0 } actions || actions.Contains(null))
            return null;
        return new FilterRule { IsEnabled = isEnabled, Condition = condition, Actions = [.. actions.OfType<FilterAction>()] };
    }

    private static (bool IsEnabled, FilterTest.Group? Condition) Condition(SieveTest test)
    {
        // Roundcube: if false # the test that was there
        if (test is { Name: "false", Arguments.IsEmpty: true, Tests.Items.IsEmpty: true })
            return (false, InComment(test.NameToken.Trailing) is { } commented ? Top(commented) : null);
        if (test is not { Name: "allof", Tests.Items: [{ Name: "false", Tests.Items.IsEmpty: true }, _, ..] })
            return (true, Top(test));
        var rest = test.Tests.Items.RemoveAt(0);
        return (false, rest is [var only] ? Top(only) : Group(GroupMode.All, rest, false, 1));
    }

    private static SieveTest? InComment(string trailing)
    {
        var comment = trailing.Trim();
        return comment.StartsWith('#') && SieveScript.TryParse($"if {comment[1..]} {{}}", out var script, out _) && script.Commands is [{ Name: "if", Tests.Items: [var test] }]
            ? test : null;
    }

    private static FilterTest.Group? Top(SieveTest test) => Read(test, 0) switch
    {
        FilterTest.Group group => group,
        { } single => new FilterTest.Group(GroupMode.All, [single]),
        null => null,
    };

    private static FilterTest? Read(SieveTest test, int depth)
    {
        switch (test)
        {
            case { Name: "true", Arguments.IsEmpty: true, Tests.Items.IsEmpty: true }:
                return depth == 0 ? FilterTest.Group.Everything : null;
            case { Name: "not", Arguments.IsEmpty: true, Tests: { Open: null, Items: [{ Name: "anyof", Arguments.IsEmpty: true } any] } }:
                return Group(GroupMode.None, any.Tests.Items, false, depth + 1);
            case { Name: "not", Arguments.IsEmpty: true, Tests: { Open: null, Items: [{ Name: "allof", Arguments.IsEmpty: true } all] } }:
                return Group(GroupMode.All, all.Tests.Items, true, depth + 1);
            case { Name: "not", Arguments.IsEmpty: true, Tests: { Open: null, Items: [{ Name: not "not" and not "true" } inner] } }:
                return Leaf(inner) is { } leaf ? leaf with { IsNegated = true } : null;
            case { Name: "allof", Arguments.IsEmpty: true, Tests.Open: not null }:
                return Group(GroupMode.All, test.Tests.Items, false, depth + 1);
            case { Name: "anyof", Arguments.IsEmpty: true, Tests.Open: not null }:
                return Group(GroupMode.Any, test.Tests.Items, false, depth + 1);
            default:
                return Leaf(test);
        }
    }

    private static FilterTest? Leaf(SieveTest test) => test.Tests.Items.IsEmpty ? TestReader.Read(test) : null;

    private static FilterTest.Group? Group(GroupMode mode, ImmutableArray<SieveTest> items, bool isNegated, int depth)
    {
        if (depth > RuleCheck.MaxGroups || items.IsEmpty)
            return null;
        var tests = items.Select(item => Read(item, depth)).ToList();
        return tests.Contains(null) ? null : new FilterTest.Group(mode, [.. tests.OfType<FilterTest>()]) { IsNegated = isNegated };
    }
}
