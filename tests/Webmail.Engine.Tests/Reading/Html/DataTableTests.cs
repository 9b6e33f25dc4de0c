using System.Collections.Frozen;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading.Html;

/// <summary>Tables that are moved sideways by themselves.</summary>
public sealed class DataTableTests
{
    [Theory]
    [InlineData("<table><tr><th>Hop</th><th>Time</th></tr><tr><td>1</td><td>11:10</td></tr></table>", true)]
    [InlineData("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>", true)]
    [InlineData("<table><tr><td>only one</td><td> </td></tr><tr><td>below it</td></tr></table>", false)]
    [InlineData("<table><tr><td>a</td><td>b<img src=https://x.example/p.png width=100 height=100></td></tr></table>", false)]
    [InlineData("<table align=right><tr><td>a</td><td>b</td></tr></table>", false)]
    [InlineData("<p>c<table><tr><td>a</td><td>b</td></tr></table></p>", true)]
    public void A_table_of_text_in_columns_has_a_box_of_its_own(string html, bool hasBox)
    {
        var body = MessageRenderer.Render(new MessageContent([new TextSection(true, html)], FrozenDictionary<string, string>.Empty)).Body;

        Assert.Equal(hasBox ? 1 : 0, body.Split("<div class=\"wm-scroll\"><table").Length - 1);
    }
}
