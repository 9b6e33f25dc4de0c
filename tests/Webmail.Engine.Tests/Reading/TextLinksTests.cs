using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

/// <summary>Addresses in the text of a message with HTML.</summary>
public sealed class TextLinksTests
{
    [Theory]
    [InlineData("<p>See https://a.example/x?y=1, please.</p>", "https://a.example/x?y=1", "See https://a.example/x?y=1, please.")]
    [InlineData("<p>or www.a.example</p>", "http://www.a.example/", "or www.a.example")]
    [InlineData("<div><b>Petra</b> &lt;petra@a.example&gt; wrote</div>", "mailto:petra@a.example", "Petra <petra@a.example> wrote")]
    [InlineData("<pre>curl https://a.example/get?utm_source=x</pre>", "https://a.example/get", "curl https://a.example/get?utm_source=x")]
    [InlineData("<table class=wm-k9><tr><td>https://a.example/ is it", "https://a.example/", "https://a.example/ is it")]
    [InlineData("<p>at https://a.exam<!-- -->ple/x</p>", "https://a.example/x", "at https://a.example/x")]
    [InlineData("<p>at petra@a.<img src=cid:gone alt=example></p>", "mailto:petra@a.example", "at petra@a.example")]
    public void An_address_becomes_a_link_and_the_text_stays(string html, string target, string text)
    {
        var message = Render(html);
        var link = Assert.Single(message.QuerySelectorAll("a"));

        Assert.Equal(target, link.GetAttribute("href"));
        Assert.Equal("_blank", link.GetAttribute("target"));
        Assert.Equal("noopener noreferrer", link.GetAttribute("rel"));
        Assert.Equal(text, message.Body!.TextContent.Trim());
    }

    [Theory]
    [InlineData("<a href=https://a.example/><b>https://a.example/</b></a>", 1)]
    [InlineData("<button>https://a.example/</button><input value=https://a.example/>", 0)]
    [InlineData("<img src=https://a.example/x.png width=300 height=100 alt=https://a.example/>", 0)]
    [InlineData("<p>It was 10:30, she@home, javascript:alert(1), file:///etc/passwd</p>", 0)]
    public void What_is_a_link_already_or_none_stays_as_it_is(string html, int links) =>
        Assert.Equal(links, Render(html).QuerySelectorAll("a").Length);

    [Fact]
    public void Several_in_one_text_keep_their_order_and_what_is_between_them() =>
        Assert.Equal(
            ["a ", "A https://a.example", " b ", "A b@b.example", "BR ", "A www.c.example", " d"],
            Render("a https://a.example b b@b.example<br>www.c.example d").QuerySelector(".wm-mail")!.ChildNodes.Where(static node => node is IElement || node.TextContent.Length > 0)
                .Select(static node => node is IElement element ? $"{element.TagName} {element.TextContent}" : node.TextContent));

    [Fact]
    public void A_host_of_letters_that_imitate_others_is_marked() =>
        Assert.Contains("wm-target", Render("<p>https://аррӏе.example/</p>").QuerySelector("a")!.InnerHtml);

    [Fact]
    public void Of_very_many_the_first_thousand_are_links()
    {
        var message = Render(string.Concat(Enumerable.Repeat("https://a.example/ ", 40_000)));

        Assert.Equal(1_000, message.QuerySelectorAll("a").Length);
        Assert.Equal(40_000, message.Body!.TextContent.Split("https://a.example/").Length - 1);
    }

    private static AngleSharp.Html.Dom.IHtmlDocument Render(string html) =>
        new HtmlParser().ParseDocument(MessageRenderer.Render(new MessageContent([new TextSection(true, html)], MessageContent.Nothing.Embedded)).Body);
}
