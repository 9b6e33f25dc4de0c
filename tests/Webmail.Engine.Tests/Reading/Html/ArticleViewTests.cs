using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading.Html;

public sealed class ArticleViewTests
{
    [Fact]
    public void An_article_keeps_its_table_of_text_and_links_the_addresses_in_it()
    {
        const string Text = "<p>A paragraph that is long enough to be taken for the text of an article, and says what it is about in a few more words than needed.</p>";
        var body = MessageRenderer.Render(
            new MessageContent([new TextSection(true, Text + Text + "<table><tr><th>What</th><th>Where</th></tr><tr><td>Plans</td><td>https://a.example/plans</td></tr></table>" + Text)], MessageContent.Nothing.Embedded),
            RenderChoice.Default with { AsArticle = true }).Body;

        Assert.Contains("<a href=\"https://a.example/plans\"", body);
        Assert.Single(body.Split("<table").Skip(1));
    }

    private static string Article(string html) =>
        MessageRenderer.Render(new MessageContent([new TextSection(true, html)], MessageContent.Nothing.Embedded), new RenderChoice { AsArticle = true }).Body;

    [Fact]
    public void A_layout_of_tables_becomes_headings_and_paragraphs()
    {
        Assert.Equal(
            "<div class=\"wm-article\"><h2>Autumn</h2><p>Plant <b>bulbs</b> now.</p><p>Water them.</p></div>",
            Article("<table><tr><td style='font-size:28px;color:#f00'>Autumn</td></tr><tr><td style='padding:20px'><p>Plant <b style='color:red'>bulbs</b> now.</p><div>Water them.</div></td></tr></table>"));
    }

    [Fact]
    public void What_nobody_is_to_see_is_not_read_out()
    {
        Assert.Equal(
            "<div class=\"wm-article\"><p>Hello</p></div>",
            Article("<style>.pre{display:none!important}</style><span class=pre>Preheader</span><div style='display:none;max-height:0'>Preheader</div><span style='font-size:1px'>&zwnj;filler</span><p>Hello</p><img src=https://x.example/t.gif width=1 height=1>"));
    }

    [Fact]
    public void A_link_around_blocks_goes_on_in_each_of_them()
    {
        var article = Article("<a href=https://shop.example/><table><tr><td>One</td></tr><tr><td>Two</td></tr></table></a>");

        Assert.Equal(2, article.Split("<a href=\"https://shop.example/\" target=\"_blank\" rel=\"noopener noreferrer\" title=\"https://shop.example/\">").Length - 1);
    }

    [Fact]
    public void Lists_quotations_and_tables_of_data_stay_what_they_are()
    {
        Assert.Contains("<ul><li>one</li><li>two</li></ul>", Article("<ul><li><p>one</p></li><li>two</li></ul>"));
        Assert.Contains("<blockquote>said</blockquote>", Article("<blockquote>said</blockquote>"));
        Assert.Contains("<tr><td>Beans</td><td>2,50</td></tr>", Article("<table><tr><th>Seed</th><th>Price</th></tr><tr><td>Beans</td><td>2,50</td></tr></table>"));
    }

    [Fact]
    public void Large_pictures_stay_and_spacers_go()
    {
        var article = Article("<img src=https://x.example/a.png width=600 alt=Garden><img src=https://x.example/s.gif width=20 height=20><img src=https://x.example/i.png width=24 height=24 alt=Facebook>");

        Assert.Contains(">Garden</span>", article);
        Assert.Single(article.Split("wm-blocked")[1..]);
        Assert.Contains("Facebook", article);
    }

    [Fact]
    public void Nothing_hostile_comes_through_it() =>
        Assert.Null(CleanDocument.Fault(MessageRenderer.Render(
            new MessageContent([new TextSection(true, "<a href=javascript:alert(1) onclick=alert(1)><div><img src=x onerror=alert(1)>x</div></a><pre><script>alert(1)</script>&lt;b&gt;</pre><style>*{}</style>")], MessageContent.Nothing.Embedded), new RenderChoice { AsArticle = true })));
}
