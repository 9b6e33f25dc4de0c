using Webmail.Web.UI.Mail;

namespace Webmail.Web.Tests.UI;

public sealed class SavingProgressTests
{
    [Fact]
    public void Half_of_it_is_having_the_message_and_half_putting_it_there()
    {
        var told = 0;
        var progress = new SavingProgress(() => told++);
        progress.Fetched(0.5);
        Assert.Equal(25, progress.Percent);
        progress.Fetched(1);
        progress.Report(500, 1_000);
        Assert.Equal(74, progress.Percent);
        progress.Report(1_000, 1_000);
        Assert.Equal(99, progress.Percent);
        Assert.Equal(4, told);
    }

    [Fact]
    public void The_same_per_cent_is_told_once()
    {
        var told = 0;
        var progress = new SavingProgress(() => told++);
        for (var octets = 0; octets < 1_000; octets++) progress.Report(octets, 100_000);
        Assert.Equal(1, told);
    }
}
