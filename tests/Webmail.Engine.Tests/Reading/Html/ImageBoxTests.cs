using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading.Html;

/// <summary>What stands for a picture that is held back.</summary>
public sealed class ImageBoxTests
{
    [Theory]
    [InlineData("<img src=https://a.example/p.png width=300 height=100>", true)]
    [InlineData("<img src=https://a.example/p.png>", true)]
    [InlineData("<img src=https://a.example/p.png width=40 height=40>", false)]
    [InlineData("<a style='display:block;width:50px;height:50px'><img src=https://a.example/p.png width='100%' style='width:100%'></a>", false)]
    [InlineData("<table><tr><td width=60><p><img src=https://a.example/p.png></p></td></tr></table>", false)]
    [InlineData("<table width=600><tr><td width='100%'><img src=https://a.example/p.png width='100%'></td></tr></table>", true)]
    public void It_says_so_only_where_there_is_room_for_words(string html, bool saysSo)
    {
        var body = MessageRenderer.Render(new MessageContent([new TextSection(true, html)], MessageContent.Nothing.Embedded)).Body;

        Assert.Contains("wm-blocked", body);
        Assert.Equal(!saysSo, body.Contains("wm-small", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("width=1 height=1")]
    [InlineData("width=0 height=0")]
    [InlineData("width=' 1.0px' height='1.0'")]
    [InlineData("width='0%'")]
    [InlineData("height=1")]
    [InlineData("hidden")]
    [InlineData("style='width:1px;height:1px'")]
    [InlineData("style='WIDTH:1PX!important'")]
    [InlineData("style='width:.5pt;height:.1em'")]
    [InlineData("style='max-width:1px;max-height:1px'")]
    [InlineData("style='max-height:0'")]
    [InlineData("style='display:none!important'")]
    [InlineData("style='visibility:hidden'")]
    [InlineData("style='opacity:0'")]
    [InlineData("style='opacity:.01'")]
    [InlineData("style='position:absolute;left:-9999px'")]
    [InlineData("style='margin-left:-2000px'")]
    [InlineData("style='clip:rect(0,0,0,0)'")]
    [InlineData("style='transform:scale(0)'")]
    public void What_nobody_sees_is_a_tracker_and_never_loads(string attributes) => Check($"<img src=https://a.example/p.png?id=1 {attributes}>", isTracker: true);

    [Theory]
    [InlineData("<div style='display:none'><p><img src=https://a.example/p.png width=300 height=200></p></div>", true)]
    [InlineData("<div hidden><img src=https://a.example/p.png width=300></div>", true)]
    [InlineData("<div style='max-height:0;overflow:hidden'><img src=https://a.example/p.png width=300></div>", true)]
    [InlineData("<div style='opacity:0'><img src=https://a.example/p.png width=300></div>", true)]
    [InlineData("<div style='background:url(https://a.example/p.png);width:1px;height:1px'></div>", true)]
    [InlineData("<div style='background-image:url(https://a.example/p.png);display:none'></div>", true)]
    // What small screens show is hidden on others; lines and gaps are no trackers.
    [InlineData("<div class=mobile style='display:none'><img src=https://a.example/p.png width=300></div>", false)]
    [InlineData("<img src=https://a.example/line.png width=600 height=1>", false)]
    [InlineData("<img src=https://a.example/line.png style='width:100%;height:2px'>", false)]
    [InlineData("<img src=https://a.example/p.png style='margin-top:-120px'>", false)]
    [InlineData("<img src=https://a.example/p.png style='opacity:.9;max-width:100%'>", false)]
    [InlineData("<div style='height:0;line-height:0'><img src=https://a.example/p.png></div>", false)]
    [InlineData("<div style='background:url(https://a.example/p.png);width:100px'>x</div>", false)]
    public void What_is_around_a_picture_counts(string html, bool isTracker) => Check(html, isTracker);

    [Theory]
    [InlineData("overflow:hidden;", "height:1px;")]
    [InlineData("transform:", "transform:")]
    [InlineData("transform:scale(", " ")]
    [InlineData("font-size:", "0")]
    [InlineData("opacity:.0", "9")]
    [InlineData("left:-", "9")]
    public void A_style_without_end_is_judged_in_no_time(string start, string piece)
    {
        var style = start + string.Concat(Enumerable.Repeat(piece, 90_000 / piece.Length)) + "x";
        var started = System.Diagnostics.Stopwatch.GetTimestamp();

        MessageRenderer.Render(new MessageContent([new TextSection(true, $"<a href=https://a.example/><b style='{style}'>b.example</b><img src=https://a.example/p.png style='{style}'></a>")], MessageContent.Nothing.Embedded));

        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static void Check(string html, bool isTracker)
    {
        var content = new MessageContent([new TextSection(true, html)], MessageContent.Nothing.Embedded);
        var asked = MessageRenderer.Render(content);
        var agreed = MessageRenderer.Render(content, new RenderChoice { Pictures = static _ => "/image?p=x" });

        Assert.Equal(isTracker ? (1, 0) : (0, 1), (asked.TrackerCount, asked.RemoteContentCount));
        Assert.Equal(!isTracker, agreed.Body.Contains("/image?p=x", StringComparison.Ordinal));
        Assert.Equal(isTracker ? 1 : 0, agreed.TrackerCount);
    }
}
