using Bunit;
using Webmail.Web.UI.Shell;

namespace Webmail.Web.Tests.UI;

public sealed class SnackbarTests : ShellTest
{
    private int closed;

    [Fact]
    public void What_happened_is_announced_and_goes_after_eight_seconds()
    {
        var snackbar = Show("Archived");

        Assert.Equal("polite", snackbar.Find("[role=status]").GetAttribute("aria-live"));
        Assert.Contains("Archived", snackbar.Find("[data-testid=toast]").TextContent, StringComparison.Ordinal);
        Time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(0, closed);
        Time.Advance(TimeSpan.FromSeconds(1));
        snackbar.WaitForAssertion(() => Assert.Equal(1, closed));
    }

    [Fact]
    public void It_stays_while_somebody_looks_at_it_and_counts_anew_afterwards()
    {
        var snackbar = Show("Archived");

        snackbar.Find("[data-testid=toast]").MouseEnter();
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, closed);
        snackbar.Find("[data-testid=toast]").MouseLeave();
        Time.Advance(TimeSpan.FromSeconds(8));
        snackbar.WaitForAssertion(() => Assert.Equal(1, closed));
    }

    [Fact]
    public void A_refusal_stays_until_it_is_closed()
    {
        var snackbar = Show("No room left", isError: true);

        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, closed);
        snackbar.Find("button[aria-label=Close]").Click();
        Assert.Equal(1, closed);
    }

    [Fact]
    public void A_long_operation_says_how_far_it_is_and_stays_until_it_is_done()
    {
        var snackbar = Show("Working on 4,000 messages", done: 1_000, total: 4_000);

        var bar = snackbar.Find("[role=progressbar]");
        Assert.Equal(("1000", "4000"), (bar.GetAttribute("aria-valuenow"), bar.GetAttribute("aria-valuemax")));
        Assert.Contains("1,000 of 4,000", snackbar.Markup, StringComparison.Ordinal);
        Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(0, closed);

        snackbar.Render(parameters => parameters.Add(s => s.Done, 4_000));
        Assert.Empty(snackbar.FindAll("[role=progressbar]"));
        // From its end on, as for anything else.
        Time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(0, closed);
        Time.Advance(TimeSpan.FromSeconds(1));
        snackbar.WaitForAssertion(() => Assert.Equal(1, closed));
    }

    [Fact]
    public void Undo_is_offered_only_where_there_is_one()
    {
        Assert.Empty(Show("Deleted for good").FindAll("[data-action=undo]"));
        Assert.Single(Show("Archived", canUndo: true).FindAll("[data-action=undo]"));
    }

    private IRenderedComponent<Snackbar> Show(string text, bool isError = false, bool canUndo = false, int done = 0, int total = 0) =>
        Render<Snackbar>(parameters => parameters
            .Add(s => s.Text, text).Add(s => s.IsError, isError).Add(s => s.CanUndo, canUndo).Add(s => s.Done, done).Add(s => s.Total, total)
            .Add(s => s.OnClose, () => closed++));
}
