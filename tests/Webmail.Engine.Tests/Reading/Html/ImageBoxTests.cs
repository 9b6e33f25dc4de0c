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
}
