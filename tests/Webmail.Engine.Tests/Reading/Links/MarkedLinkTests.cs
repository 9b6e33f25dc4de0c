using System.Collections.Frozen;
using Webmail.Engine.Reading;
using Webmail.Engine.Reading.Links;

namespace Webmail.Engine.Tests.Reading.Links;

public sealed class MarkedLinkTests
{
    [Theory]
    [InlineData("https://evil.example/", "https://bank.example/login", LinkDeceit.OtherSite)]
    [InlineData("http://192.0.2.7/", "bank.example", LinkDeceit.OtherSite)]
    [InlineData("http://192.0.2.7/", "Sign in", LinkDeceit.Numbers)]
    [InlineData("http://[2001:db8::1]/", "Sign in", LinkDeceit.Numbers)]
    [InlineData("https://bank.example@evil.example/", "Sign in", LinkDeceit.NameBefore)]
    [InlineData("https://xn--pple-43d.com/", "Sign in", LinkDeceit.LookAlike)]
    [InlineData("mailto:info@evil.example", "info@bank.example", LinkDeceit.OtherMailbox)]
    [InlineData("https://bank.example/login", "bank.example", LinkDeceit.None)]
    [InlineData("tel:+491234", "bank.example", LinkDeceit.None)]
    public void A_link_deceives_in_one_way(string href, string text, LinkDeceit deceit) =>
        Assert.Equal(deceit, LinkTarget.Of(SafeLink.Normalise(href)!, text).Deceit);

    [Theory]
    [InlineData("https://bank.example.evil.example/b?id=8#c", "https://bank.example.", "evil.example", "/b?id=8#c")]
    [InlineData("http://evil.example:8080/", "http://", "evil.example", ":8080/")]
    [InlineData("https://bank.example:pass@evil.example/", "https://", "evil.example", "/")]
    [InlineData("http://192.0.2.7/login", "http://", "192.0.2.7", "/login")]
    [InlineData("http://[2001:db8::1]/", "http://", "[2001:db8::1]", "/")]
    [InlineData("https://www.müller.example/", "https://www.", "xn--mller-kva.example", "/")]
    [InlineData("mailto:info@mail.evil.example?subject=x", "mailto:info@mail.", "evil.example", "?subject=x")]
    [InlineData("mailto:?to=x@evil.example", "mailto:", "", "?to=x@evil.example")]
    [InlineData("https://www.google.com/url?q=https://www.evil.example/login", "https://www.", "evil.example", "/login")]
    public void Who_has_the_address_stands_apart_in_it(string address, string before, string site, string after) =>
        Assert.Equal((before, site, after), new MarkedLink(SafeLink.Normalise(address)!, LinkDeceit.OtherSite, null, "x").Read(keepsTracking: false));

    [Fact]
    public void What_tells_who_followed_a_link_is_left_out_or_kept_and_the_name_is_the_same()
    {
        var link = new MarkedLink("https://evil.example/?id=1&utm_source=mail", LinkDeceit.OtherSite, "bank.example", "evil.example");

        Assert.Equal("https://evil.example/?id=1", link.Target(keepsTracking: false));
        Assert.Equal("https://evil.example/?id=1&utm_source=mail", link.Target(keepsTracking: true));
        Assert.Equal("/?id=1&utm_source=mail", link.Read(keepsTracking: true).After);
        Assert.Matches("^[A-Za-z0-9_-]{16}$", link.Name);
        Assert.NotEqual(link.Name, (link with { Named = "shop.example" }).Name);
    }

    [Fact]
    public async Task The_reader_s_marked_links_name_themselves_in_their_message_and_all_others_lead_where_they_did()
    {
        const string Html = "<a href=https://evil.example/?utm_source=x>bank.example</a><a href=https://shop.example/>Shop</a>";

        var read = await EmlFile.ReadAsync(Message("text/html", Html));

        var (name, link) = Assert.Single(read.Rendered.MarkedLinks);
        Assert.Equal(new MarkedLink("https://evil.example/?utm_source=x", LinkDeceit.OtherSite, "bank.example", "evil.example"), link);
        Assert.Contains($"<a href=\"link?m={name}\" target=\"_blank\" rel=\"noopener noreferrer\" title=\"https://evil.example/\">bank.example", read.Rendered.Body);
        Assert.Contains("<a href=\"https://shop.example/\"", read.Rendered.Body);
        foreach (var choice in new[] { new RenderChoice { AsArticle = true }, new RenderChoice { KeepsTrackingParameters = true } })
            Assert.Contains($"href=\"link?m={name}\"", read.Render(choice).Body);
        // What is only cleaned, for whatever use, keeps its addresses.
        Assert.Contains("href=\"https://evil.example/\"", MessageRenderer.Render(read.Content).Body);
    }

    [Fact]
    public async Task Those_of_plain_text_and_of_attached_messages_are_named_in_the_same_way()
    {
        var read = await WholeMessage.ReadAsync(new MemoryStream(Message("text/plain", "http://192.0.2.7/a")), charset: "koi8-r", within: "2/1.3");

        var name = Assert.Single(read.Rendered.MarkedLinks).Key;
        Assert.Contains($"<a href=\"link?m={name}&amp;within=2/1.3&amp;charset=koi8-r\" target=\"_blank\"", read.Rendered.Body);
        Assert.Empty(MessageRenderer.Render(new MessageContent([new TextSection(false, "https://shop.example/")], FrozenDictionary<string, string>.Empty)).MarkedLinks);
    }

    [Fact]
    public async Task A_sender_s_own_link_to_our_page_leads_nowhere()
    {
        var read = await EmlFile.ReadAsync(Message("text/html", "<a href=link?m=AAAAAAAAAAAAAAAA>x</a><a href=/message/SU5CT1g/7/2/link?m=x>y</a>"));

        Assert.DoesNotContain("href", read.Rendered.Body);
    }

    private static byte[] Message(string type, string text) =>
        System.Text.Encoding.UTF8.GetBytes($"From: a@a.example\r\nContent-Type: {type}; charset=utf-8\r\n\r\n{text}\r\n");
}
