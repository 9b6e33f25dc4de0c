using System.Collections.Frozen;
using Webmail.Engine.Reading;
using Webmail.Engine.Reading.Html;
using Webmail.Engine.Reading.Pictures;

namespace Webmail.Engine.Tests.Reading;

/// <summary>Pictures from elsewhere and links, in a message that is rendered before and after consent.</summary>
public sealed class RemoteContentTests
{
    private const string Newsletter = """
        <body background="https://p.example/body.png">
        <style>.a{background-image:url(https://p.example/sheet.png)}</style>
        <div class=a style="background:#fff url('https://p.example/inline.png') no-repeat">
        <table background=//p.example/table.png><tr><td>x</table>
        <img src=https://p.example/a.png width=300><img src="https://p.example/a(1).png" width=300>
        <img srcset="https://p.example/small.png 300w, https://p.example/right.png 1200w, https://p.example/huge.png 4000w" src=https://p.example/plain.png width=300>
        <img src=https://p.example/pixel.gif width=1 height=1>
        <img src=https://u1.list-manage.com/track/open.php?u=1 width=200 height=50>
        <div style="background:url(https://mandrillapp.com/track/open.php?u=2)">y</div>
        <img src=https://news.shop.example/wf/open?upn=3>
        </div>
        """;

    [Theory]
    [InlineData("<img src=\"https://a.e\u00b9\uFFFDample/p.png\" width=280 height=120 alt=x>Text")]
    [InlineData("<p style=\"background:url(https://a.\uFFFD.example/p.png)\">Text</p>")]
    [InlineData("<style>p{background:url(https://a.\uFFFD.example/p.png)}</style><p>Text</p>")]
    public void A_picture_whose_host_can_be_no_name_keeps_no_message_from_opening(string html) =>
        Assert.Contains("Text", HtmlCleaner.Clean(html, static _ => null, RenderChoice.Default).Body);

    [Fact]
    public void Before_consent_pictures_are_counted_and_trackers_named()
    {
        var asked = Render(Newsletter, RenderChoice.Default);

        Assert.Equal(7, asked.RemoteContentCount);
        Assert.Equal(4, asked.TrackerCount);
        Assert.Equal(["list-manage.com", "mandrillapp.com", "p.example", "shop.example"], asked.TrackerNames.Order());
        Assert.DoesNotContain("https://", asked.Body + asked.Styles);
        Assert.Null(CleanDocument.Fault(asked));
    }

    [Fact]
    public void After_consent_only_our_addresses_stand_in_it_and_never_one_of_a_tracker()
    {
        var given = new List<string>();
        var loaded = Render(Newsletter, new RenderChoice
        {
            Pictures = picture =>
            {
                given.Add(picture.AbsoluteUri);
                return $"/image?p={given.Count}";
            },
        });

        Assert.Equal(
            ["https://p.example/a(1).png", "https://p.example/a.png", "https://p.example/body.png", "https://p.example/inline.png", "https://p.example/right.png", "https://p.example/sheet.png", "https://p.example/table.png"],
            given.Order(StringComparer.Ordinal));
        Assert.Equal((0, 4), (loaded.RemoteContentCount, loaded.TrackerCount));
        Assert.DoesNotContain("https://", loaded.Body + loaded.Styles);
        Assert.DoesNotContain("srcset", loaded.Body);
        foreach (var number in Enumerable.Range(1, given.Count))
            Assert.Contains($"/image?p={number}", loaded.Body + loaded.Styles);
    }

    [Theory]
    [InlineData("<img src=\"/image?p=theirs\" width=300>")]
    [InlineData("<div style=\"background:url(/image?p=theirs)\">x</div>")]
    [InlineData("<style>p{background:url(/image?p=theirs)}</style><p>x")]
    public void A_sender_writes_none_of_our_addresses(string html)
    {
        var loaded = Render(html, new RenderChoice { Pictures = _ => "/image?p=ours" });

        Assert.DoesNotContain("theirs", loaded.Body + loaded.Styles);
    }

    [Fact]
    public void A_picture_that_is_named_twice_is_one()
    {
        var asked = 0;
        var loaded = Render("<img src=https://p.example/a.png><img src=https://p.example/a.png>", new RenderChoice { Pictures = _ => $"/image?p={++asked}" });

        Assert.Equal(1, asked);
        Assert.Equal(2, loaded.Body.Split("/image?p=1").Length - 1);
    }

    [Theory]
    [InlineData("a.png", "a.png")]
    [InlineData("a.png 1x, b.png 2x, c.png 3x", "b.png")]
    [InlineData("a.png 300w, b.png 1400w, c.png 9000w", "b.png")]
    [InlineData("https://p.example/w_300,h_200/a.png 1x,\n https://p.example/w_600,h_400/a.png 2x", "https://p.example/w_600,h_400/a.png")]
    [InlineData("a.png, b.png 1.5x", "b.png")]
    [InlineData(" , ", null)]
    [InlineData("a.png -1x", null)]
    [InlineData(null, null)]
    public void Of_a_set_one_picture_is_chosen(string? srcset, string? chosen) => Assert.Equal(chosen, PictureCandidates.Best(srcset));

    [Fact]
    public void A_link_says_where_it_leads()
    {
        var body = Render("<a href=https://shop.example/?id=1&utm_source=mail title='https://bank.example'><b title=Bank>Shop</b></a>", RenderChoice.Default).Body;

        Assert.Contains("<a href=\"https://shop.example/?id=1\" target=\"_blank\" rel=\"noopener noreferrer\" title=\"https://shop.example/?id=1\"><b>Shop</b></a>", body);
    }

    [Fact]
    public void A_link_that_names_another_host_is_marked_so_that_no_style_of_the_sender_hides_it()
    {
        var body = Render(
            "<style>.wm-target,a span{display:none!important}</style><a href=https://evil.example/x>https://bank.example/login</a><span class='wm-target b'>bank.example</span>", RenderChoice.Default).Body;

        Assert.Matches("https://bank.example/login<span class=\"wm-target\" style=\"display:inline-block!important;[^\"]*\">evil.example</span></a><span class=\"b\">bank.example</span>", body);
        Assert.Matches("color:light-dark\\(#b3271e,#ff9a90\\)!important;background:light-dark\\(#fbecea,#352526\\)!important", body);
    }

    [Theory]
    // A picture that is not there, or not loaded, is read by its words.
    [InlineData("<img src=cid:none alt='https://bank.example/login'>", true)]
    [InlineData("<img src=https://evil.test/a.png alt='bank.example' width=200 height=40>", true)]
    [InlineData("<button>bank.example</button>", true)]
    [InlineData("bank<span style='display:none'> and so on </span>.example", true)]
    [InlineData("bank<i style='font-size:0px'>, x </i>.example", true)]
    [InlineData("<b>bank</b><wbr>.<i>example</i>", true)]
    // Hidden by the element, shown by a style sheet.
    [InlineData("<b style='display:none'>bank.example</b>", true)]
    // Blocks stand apart.
    [InlineData("<div>Shop</div><div>evil.test</div>", false)]
    [InlineData("<p>Shop.</p><p>Now</p>", false)]
    [InlineData("<img src=https://evil.test/a.png alt='Shop' width=200 height=40>", false)]
    public void A_link_is_judged_by_all_that_it_shows(string text, bool isMarked) =>
        Assert.Equal(isMarked, Render($"<a href=https://evil.test/x>{text}</a>", RenderChoice.Default).Body.Contains("class=\"wm-target\"", StringComparison.Ordinal));

    [Fact]
    public void Links_of_plain_text_are_looked_at_too()
    {
        var body = MessageRenderer.Render(new MessageContent(
            [new TextSection(false, "See https://shop.example/?a=1&utm_source=x and http://192.0.2.7/login")], FrozenDictionary<string, string>.Empty)).Body;

        Assert.Contains("<a href=\"https://shop.example/?a=1\" target=\"_blank\" rel=\"noopener noreferrer\">https://shop.example/?a=1&amp;utm_source=x</a>", body);
        Assert.Matches("http://192.0.2.7/login<span class=\"wm-target\" style=\"[^\"]+\">192.0.2.7</span></a>", body);
    }

    [Fact]
    public void Who_wants_links_as_they_were_written_gets_them()
    {
        var choice = new RenderChoice { KeepsTrackingParameters = true };

        Assert.Contains("href=\"https://shop.example/?utm_source=mail\"", Render("<a href=https://shop.example/?utm_source=mail>Shop</a>", choice).Body);
        Assert.Contains("utm_source=mail\" target", MessageRenderer.Render(new MessageContent([new TextSection(false, "https://shop.example/?utm_source=mail")], FrozenDictionary<string, string>.Empty), choice).Body);
    }

    private static RenderedMessage Render(string html, RenderChoice choice) =>
        MessageRenderer.Render(new MessageContent([new TextSection(true, html)], FrozenDictionary<string, string>.Empty), choice);
}
