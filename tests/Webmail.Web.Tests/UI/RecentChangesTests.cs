using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Mirror;
using Webmail.Web.UI.Mail;
using Webmail.Web.UI.Shell;

namespace Webmail.Web.Tests.UI;

public sealed class RecentChangesTests : ShellTest
{
    private readonly ChangeFeed feed = new();
    private readonly List<RemoteChange> remote = [];

    [Fact]
    public void What_came_in_and_what_another_device_did_are_listed_newest_first()
    {
        using var recent = Follow();

        feed.Publish(new MailChange.MessagesArrived("INBOX", 1));
        Time.Advance(TimeSpan.FromMinutes(1));
        remote.AddRange([new(RemoteChangeKind.Read, Time.GetUtcNow()), new(RemoteChangeKind.Read, Time.GetUtcNow())]);
        feed.Publish(new MailChange.MailboxChanged("INBOX"));

        Assert.Equal(
            [new RecentChange("mark_email_read", "2 messages marked as read", ChangeOrigin.AnotherDevice, Morning.AddMinutes(1)),
             new RecentChange("mail", "New message in <INBOX>", ChangeOrigin.Incoming, Morning)],
            recent.Latest);
    }

    [Fact]
    public void A_change_is_told_once_and_the_same_again_is_one_line_with_the_last_time()
    {
        using var recent = Follow();
        Time.Advance(TimeSpan.FromSeconds(1));
        remote.Add(new(RemoteChangeKind.Flagged, Time.GetUtcNow()));
        feed.Publish(new MailChange.MailboxChanged("INBOX"));
        Time.Advance(TimeSpan.FromSeconds(1));
        feed.Publish(new MailChange.MailboxChanged("INBOX"));
        Assert.Equal(Morning.AddSeconds(1), Assert.Single(recent.Latest).At);

        Time.Advance(TimeSpan.FromSeconds(1));
        remote.Add(new(RemoteChangeKind.Flagged, Time.GetUtcNow()));
        feed.Publish(new MailChange.MailboxChanged("INBOX"));
        Assert.Equal(Morning.AddSeconds(3), Assert.Single(recent.Latest).At);
    }

    [Fact]
    public void Six_are_kept_and_none_comes_after_the_page_is_gone()
    {
        using (var recent = Follow())
        {
            for (var count = 1; count <= 8; count++)
                feed.Publish(new MailChange.MessagesArrived("INBOX", count));
            Assert.Equal(6, recent.Latest.Count);
            Assert.StartsWith("8 new messages", recent.Latest[0].Text, StringComparison.Ordinal);
        }

        var ended = Follow();
        ended.Dispose();
        feed.Publish(new MailChange.MessagesArrived("INBOX", 1));
        Assert.Empty(ended.Latest);
    }

    private RecentChanges Follow() => new(feed, _ => remote, name => $"<{name}>", Services.GetRequiredService<IStringLocalizer<Webmail.Web.Resources.Mail>>(), Time);
}
