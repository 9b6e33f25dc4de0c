using Bunit;
using Webmail.Engine.Sieve.Rules;
using Webmail.Engine.Tests.Scripted;
using Webmail.Web.UI.Filters.Trial;

namespace Webmail.Web.Tests.UI.Filters;

/// <summary>What a rule would have done stands below it, of the rule as it is and of the mailbox that was chosen.</summary>
public sealed class RuleTrialBarTests : SessionTest
{
    private static readonly SieveFeatures Features = new(["fileinto"], [], null);

    private string mailbox = "INBOX";

    public RuleTrialBarTests()
    {
        Mail["INBOX"].Add(3);
        Mail["Archive"].Add(7);
        Mail["Single"].Add(1);
        _ = Mail["Empty"];
    }

    [Fact]
    public async Task The_hits_are_counted_in_bold_and_another_mailbox_is_asked_when_it_is_chosen()
    {
        var bar = Show(new FilterTest.Size(true, 100));

        await CountedAsync(bar, "Matches 3 of the last 3 messages", "3 of the last 3");
        Assert.Equal(["INBOX", "Archive", "Empty", "Single"], bar.FindAll("[data-do=try-in] option").Select(option => option.GetAttribute("value")));
        bar.Find("[data-do=try-in]").Change("Archive");
        Assert.Equal("Archive", mailbox);
        bar.Render(parameters => parameters.Add(one => one.Mailbox, mailbox));
        Assert.Equal("looking", bar.Find("[data-testid=rule-trial]").GetAttribute("data-state"));
        await CountedAsync(bar, "Matches 7 of the last 7 messages", "7 of the last 7");
        Assert.Contains(Imap.Received, command => command.Name == "SELECT" && command.Arguments.StartsWith("Archive", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_hit_is_one_and_no_mail_is_said()
    {
        mailbox = "Single";
        await CountedAsync(Show(new FilterTest.Size(true, 100)), "Matches 1 of the last 1 messages", "1 of the last 1");
        mailbox = "Empty";
        var empty = Show(new FilterTest.Size(true, 100));
        await PassAsync(empty, "done");
        Assert.Equal("There is no message to try the rule on", empty.Find("[role=status]").TextContent.Trim());
    }

    [Fact]
    public async Task What_is_not_complete_is_not_tried_and_what_was_tried_before_is_not_tried_again()
    {
        var bar = Show(new FilterTest.Header(["Subject"], new(MatchKind.Contains, [])));
        Assert.Equal("incomplete", bar.Find("[data-testid=rule-trial]").GetAttribute("data-state"));
        Assert.Contains("As soon as the conditions are complete", bar.Markup, StringComparison.Ordinal);
        Assert.Empty(bar.FindAll("[data-do=try-in]"));

        bar.Render(parameters => parameters.Add(one => one.Rule, Rule(new FilterTest.Size(true, 100))));
        await PassAsync(bar, "done");
        var searches = Imap.Names.Count(name => name == "UID SEARCH");
        // Only what it does has changed.
        bar.Render(parameters => parameters.Add(one => one.Rule, Rule(new FilterTest.Size(true, 100)) with { Actions = [new FilterAction.Stop()] }));
        Assert.Equal("done", bar.Find("[data-testid=rule-trial]").GetAttribute("data-state"));
        Assert.Equal(searches, Imap.Names.Count(name => name == "UID SEARCH"));
    }

    [Fact]
    public async Task A_mailbox_that_is_gone_is_told_and_can_be_tried_again()
    {
        mailbox = "Nowhere";
        var bar = Show(new FilterTest.Size(true, 100));
        Mail.Delete("Nowhere");
        await PassAsync(bar, "failed");
        Assert.Contains("It couldn’t be tried.", bar.Markup, StringComparison.Ordinal);
        Mail["Nowhere"].Add(2);
        bar.Find("[data-do=try-again]").Click();
        await CountedAsync(bar, "Matches 2 of the last 2 messages", "2 of the last 2");
    }

    private IRenderedComponent<RuleTrialBar> Show(FilterTest test) => Render<RuleTrialBar>(parameters => parameters
        .Add(one => one.Session, Session).Add(one => one.Rule, Rule(test)).Add(one => one.Features, Features)
        .Add(one => one.Mailbox, mailbox).Add(one => one.OnMailbox, name => mailbox = name));

    /// <summary>It waits for a moment before it asks, by the test's clock.</summary>
    private Task PassAsync(IRenderedComponent<RuleTrialBar> bar, string state) => Until.TrueAsync(
        () =>
        {
            Time.Advance(TimeSpan.FromMilliseconds(50));
            return bar.Find("[data-testid=rule-trial]").GetAttribute("data-state") == state;
        },
        Now);

    private async Task CountedAsync(IRenderedComponent<RuleTrialBar> bar, string sentence, string bold)
    {
        await PassAsync(bar, "done");
        Assert.Equal((sentence, bold), (bar.Find("[role=status]").TextContent.Trim(), bar.Find("[role=status] b").TextContent));
    }

    private static FilterRule Rule(FilterTest test) => new() { Condition = new(GroupMode.All, [test]), Actions = [new FilterAction.Keep()] };
}
