using System.Globalization;
using Webmail.Engine.Mirror;

namespace Webmail.Engine.Tests.Mirror;

public sealed class ChangeFeedTests
{
    [Fact]
    public async Task A_subscriber_is_called_in_the_culture_of_its_subscription_until_it_is_disposed()
    {
        var feed = new ChangeFeed();
        var seen = new List<string>();
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de-DE");
        var subscription = feed.Subscribe(_ => seen.Add(CultureInfo.CurrentUICulture.Name));
        CultureInfo.CurrentUICulture = before;
        Task published;
        using (ExecutionContext.SuppressFlow())
            published = Task.Run(() => feed.Publish(new MailChange.MailboxesChanged()), CancellationToken.None);
        await published;
        subscription.Dispose();
        feed.Publish(new MailChange.MailboxesChanged());
        Assert.Equal(["de-DE"], seen);
    }
}
