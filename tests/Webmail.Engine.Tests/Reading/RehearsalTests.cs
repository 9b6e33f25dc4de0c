using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

public sealed class RehearsalTests
{
    [Fact]
    public void A_rehearsal_takes_the_steps_of_real_messages()
    {
        var rendered = Rehearsal.Run();

        Assert.True(rendered.HasHtml);
        Assert.Equal(MessageNotice.None, rendered.Notices);
        Assert.Contains("@media", rendered.Styles, StringComparison.Ordinal);
        Assert.NotEmpty(rendered.DarkStyles);
        Assert.NotEqual(0, rendered.RemoteContentCount);
        Assert.Equal(1, rendered.TrackerCount);
        Assert.NotEmpty(rendered.MarkedLinks);
        Assert.Contains("wm-quote", rendered.Body, StringComparison.Ordinal);
        Assert.Contains("wm-wide", rendered.Body, StringComparison.Ordinal);
        Assert.Contains("wm-field", rendered.Body, StringComparison.Ordinal);
    }
}
