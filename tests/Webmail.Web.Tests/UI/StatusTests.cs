using Bunit;
using Webmail.Engine.Accounts;
using Webmail.Engine.Sync;
using Webmail.Web.UI.Shell;

namespace Webmail.Web.Tests.UI;

/// <summary>What the shell says about the connection and the room that is left.</summary>
public sealed class StatusTests : ShellTest
{
    [Theory]
    [InlineData(SyncMode.Live, 0, "In sync", "live")]
    [InlineData(SyncMode.Polling, 0, "In sync", "polling")]
    [InlineData(SyncMode.Offline, 0, "Disconnected since 09:41", "offline")]
    [InlineData(SyncMode.Offline, 1, "1 change waiting", "offline")]
    [InlineData(SyncMode.Offline, 3, "3 changes waiting", "offline")]
    public void The_line_says_how_the_view_is_kept_up_to_date(SyncMode mode, int waiting, string sentence, string hook)
    {
        var line = Line(Status(mode, waiting)).Find("[data-testid=sync-state]");

        Assert.Equal(sentence, line.TextContent.Trim());
        Assert.Equal(hook, line.GetAttribute("data-sync"));
        Assert.Equal(mode == SyncMode.Polling, line.GetAttribute("title") == "Checks every minute");
    }

    [Fact]
    public void The_time_is_that_of_the_last_change_in_the_person_s_zone()
    {
        var line = Line(Status(lastChange: Morning), TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(1), null, null));

        Assert.Equal("In sync · 10:41", line.Find(".sync").TextContent.Trim());
    }

    [Fact]
    public void Work_is_told_only_when_it_takes_longer_than_a_second()
    {
        var line = Line(Status(waiting: 1));
        Assert.Equal("In sync", line.Find(".sync").TextContent.Trim());

        Time.Advance(TimeSpan.FromSeconds(1));
        line.WaitForAssertion(() => Assert.Equal("Syncing …", line.Find(".sync").TextContent.Trim()));

        line.Render(parameters => parameters.Add(l => l.Status, Status()));
        Assert.Equal("In sync", line.Find(".sync").TextContent.Trim());
    }

    [Fact]
    public void Without_a_connection_a_banner_says_what_is_safe_and_offers_another_try()
    {
        var tries = 0;
        var banner = Render<OfflineBanner>(parameters => parameters
            .Add(b => b.Status, Status(SyncMode.Offline, waiting: 2)).Add(b => b.Zone, TimeZoneInfo.Utc).Add(b => b.OnRetry, () => tries++));

        Assert.Equal("status", banner.Find(".banner-slot").GetAttribute("role"));
        Assert.Equal(
            "No connection. You see the mailbox as of 09:41, and opened messages stay readable. 2 changes will follow.",
            banner.Find("[data-testid=offline-banner] span").TextContent.Trim());
        banner.Find("button").Click();
        Assert.Equal(1, tries);

        banner.Render(parameters => parameters.Add(b => b.Status, Status()));
        Assert.Empty(banner.FindAll("[data-testid=offline-banner]"));
    }

    [Theory]
    [InlineData(50, "", false)]
    [InlineData(90, "near", false)]
    [InlineData(100, "over", true)]
    [InlineData(130, "over", true)]
    public void The_bar_warns_before_the_mailbox_is_full(int used, string state, bool isFull)
    {
        var quota = new QuotaUsage(used * 1_000_000, 100_000_000);
        var bar = Render<QuotaBar>(parameters => parameters.Add(b => b.Quota, quota));

        Assert.Equal($"quota {state}".Trim(), bar.Find(".quota").ClassName?.Trim());
        Assert.Equal(bar.Find(".quota").GetAttribute("title"), bar.Find("[role=img]").GetAttribute("aria-label"));
        Assert.Contains(" of ", bar.Find("[role=img]").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal(isFull, bar.Markup.Contains("The mailbox is full", StringComparison.Ordinal));
        Assert.Equal(isFull, Render<OfflineBanner>(parameters => parameters.Add(b => b.Status, Status()).Add(b => b.Quota, quota)).FindAll("[data-testid=quota-banner]").Count == 1);
    }

    private IRenderedComponent<SyncLine> Line(SyncStatus status, TimeZoneInfo? zone = null) =>
        Render<SyncLine>(parameters => parameters.Add(l => l.Status, status).Add(l => l.Zone, zone ?? TimeZoneInfo.Utc).Add(l => l.IsHook, true));
}
