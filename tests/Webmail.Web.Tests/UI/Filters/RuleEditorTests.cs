using System.Collections.Immutable;
using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Filters.Editing;
using Webmail.Web.UI.Filters.Sentences;

namespace Webmail.Web.Tests.UI.Filters;

/// <summary>Each change of a field is a new rule, and the sentence says it.</summary>
public sealed class RuleEditorTests : ShellTest
{
    private static readonly SieveFeatures All = new(
        [
            "fileinto", "envelope", "body", "imap4flags", "relational", "comparator-i;ascii-numeric", "subaddress", "copy", "date", "regex", "mime", "spamtest", "duplicate",
            "reject", "vacation", "enotify", "mailbox", "special-use",
        ],
        ["mailto"],
        4);

    private FilterRule rule = new() { Name = "Invoices", Condition = new(GroupMode.All, [new FilterTest.Header(["Subject"], new(MatchKind.Contains, ["a"]))]), Actions = [new FilterAction.FileInto("Kunden")] };

    [Theory]
    [InlineData("en-GB")]
    [InlineData("de-DE")]
    public void Every_condition_can_be_chosen_and_has_fields_that_are_named(string language)
    {
        Speak(language);
        var editor = Show(All);
        foreach (var kind in Options(editor, "[data-testid=rule-test] .kind option"))
        {
            editor.Find("[data-testid=rule-test] .kind select").Change(kind);
            Assert.Equal(kind, editor.Find("[data-testid=rule-test] .kind select").GetAttribute("value"));
            Assert.NotEmpty(editor.Find("[data-testid=rule-sentence]").TextContent.Trim());
            NamedAll(editor);
        }
    }

    [Theory]
    [InlineData("en-GB")]
    [InlineData("de-DE")]
    public void Every_action_can_be_chosen_and_has_fields_that_are_named(string language)
    {
        Speak(language);
        var editor = Show(All);
        foreach (var kind in Options(editor, "[data-testid=rule-action] .kind option"))
        {
            editor.Find("[data-testid=rule-action] .kind select").Change(kind);
            Assert.Equal(kind, editor.Find("[data-testid=rule-action] .kind select").GetAttribute("value"));
            Assert.NotEmpty(editor.Find("[data-testid=rule-sentence]").TextContent.Trim());
            NamedAll(editor);
        }
    }

    [Fact]
    public void What_the_server_can_not_do_is_not_offered()
    {
        var editor = Show(new SieveFeatures([], [], null));
        Assert.DoesNotContain("Body", Options(editor, "[data-testid=rule-test] .kind option"));
        Assert.DoesNotContain("SpamScore", Options(editor, "[data-testid=rule-test] .kind option"));
        Assert.DoesNotContain("Reject", Options(editor, "[data-testid=rule-action] .kind option"));
        Assert.DoesNotContain("Flag", Options(editor, "[data-testid=rule-action] .kind option"));
    }

    [Fact]
    public void Words_conditions_and_actions_are_added_and_taken_away()
    {
        var editor = Show(All);
        editor.Find("[data-words]").Change("b");
        editor.Find("[data-words]").Change("b");
        Assert.Equal(["a", "b"], Keys());
        editor.Find(".chip button").Click();
        Assert.Equal(["b"], Keys());

        editor.Find("[data-do=add-test]").Click();
        editor.Find("[data-do=add-group]").Click();
        Assert.Equal(3, rule.Condition.Tests.Length);
        Assert.Equal(GroupMode.Any, Assert.IsType<FilterTest.Group>(rule.Condition.Tests[2]).Mode);
        editor.FindAll("[data-testid=rule-test] > button")[1].Click();
        Assert.Equal(2, rule.Condition.Tests.Length);

        editor.Find("[data-testid=rule-stop]").Change(true);
        editor.Find("[data-do=add-action]").Click();
        Assert.IsType<FilterAction.Stop>(rule.Actions[^1]);
        Assert.Equal(3, rule.Actions.Length);
        editor.Find("[data-testid=rule-stop]").Change(false);
        editor.FindAll("[data-testid=rule-action] button")[0].Click();
        Assert.Single(rule.Actions);
    }

    [Fact]
    public void What_is_wrong_and_what_the_server_said_stand_as_alerts()
    {
        var editor = Show(All, [new RuleProblem(RuleProblemKind.NotOffered, "body"), new RuleProblem(RuleProblemKind.NotOffered, "body")], "error: unknown thing");
        Assert.Single(editor.FindAll("[data-testid=rule-problems] p"));
        Assert.Equal("alert", editor.Find("[data-testid=rule-problems]").GetAttribute("role"));
        Assert.Equal("error: unknown thing", editor.Find("[data-testid=rule-refused] pre").TextContent);
    }

    private static void Speak(string language) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(language);

    private ImmutableArray<string> Keys() => Assert.IsType<FilterTest.Header>(rule.Condition.Tests[0]).Match.Keys;

    private static List<string> Options(IRenderedComponent<RuleEditor> editor, string selector) => [.. editor.FindAll(selector).Select(option => option.GetAttribute("value")!)];

    /// <summary>Fields and buttons have names for screen readers, and no text of the resources is missing.</summary>
    private static void NamedAll(IRenderedComponent<RuleEditor> editor)
    {
        foreach (var control in editor.FindAll("input,select,textarea,button"))
        {
            var name = control.GetAttribute("aria-label") ?? (control.ParentElement?.TagName == "LABEL" ? control.ParentElement.TextContent : control.TextContent);
            Assert.False(string.IsNullOrWhiteSpace(name), control.OuterHtml);
        }

        Assert.DoesNotContain(editor.FindAll("option,button,label,p"), part => part.TextContent.Contains('_', StringComparison.Ordinal));
    }

    private IRenderedComponent<RuleEditor> Show(SieveFeatures features, IReadOnlyList<RuleProblem>? problems = null, string? refusal = null)
    {
        var words = new SentenceWords(
            Services.GetRequiredService<IStringLocalizer<Webmail.Web.Resources.Filters>>(), Services.GetRequiredService<IStringLocalizer<Webmail.Web.Resources.Mail>>(), Tree());
        IRenderedComponent<RuleEditor>? editor = null;
        return editor = Render<RuleEditor>(parameters => parameters
            .Add(one => one.Rule, rule).Add(one => one.Features, features).Add(one => one.Words, words).Add(one => one.Tree, Tree())
            .Add(one => one.OnNewMailbox, () => Task.FromResult<string?>(null)).Add(one => one.Problems, problems ?? []).Add(one => one.Refusal, refusal)
            .Add(one => one.OnChange, changed =>
            {
                rule = changed;
                editor!.Render(again => again.Add(one => one.Rule, rule));
            }));
    }
}
