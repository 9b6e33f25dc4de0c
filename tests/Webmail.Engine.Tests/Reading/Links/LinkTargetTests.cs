using Webmail.Engine.Reading;
using Webmail.Engine.Reading.Links;

namespace Webmail.Engine.Tests.Reading.Links;

public sealed class LinkTargetTests
{
    [Theory]
    [InlineData("https://www.bank.example/login", "www.bank.example/login", null)]
    [InlineData("https://login.bank.example/", "https://bank.example", null)]
    [InlineData("https://click.shop.example/x", "shop.example", null)]
    [InlineData("https://evil.example/", "Sign in here", null)]
    [InlineData("https://evil.example/", "Rechnung_12.pdf", null)]
    [InlineData("https://evil.example/", "Please see https://bank.example/login now", "evil.example")]
    [InlineData("https://evil.example/", "www.bank.example", "evil.example")]
    [InlineData("https://evil.example/", "bank.example", "evil.example")]
    [InlineData("https://evil.example/", "BANK.EXAMPLE", "evil.example")]
    [InlineData("https://evil.example/", "service@bank.example", "evil.example")]
    [InlineData("https://evil.example/", "https://bank.example@evil.example", "evil.example")]
    [InlineData("https://evil.example/", "b\u200Bank.exam\u00ADple", "evil.example")]
    [InlineData("https://evil.example/", "ｂａｎｋ．ｅｘａｍｐｌｅ", "evil.example")]
    [InlineData("https://bank.example.evil.example/", "https://bank.example/", "bank.example.evil.example")]
    [InlineData("https://bank.co.uk/", "other.co.uk", "bank.co.uk")]
    [InlineData("https://evil.github.io/", "good.github.io", "evil.github.io")]
    [InlineData("https://bank.example@evil.example/", "Sign in", "evil.example")]
    [InlineData("http://192.0.2.7/login", "Sign in", "192.0.2.7")]
    [InlineData("http://3221225991/login", "Sign in", "192.0.2.7")]
    [InlineData("http://[2001:db8::1]/", "Sign in", "[2001:db8::1]")]
    [InlineData("https://xn--pple-43d.com/", "Sign in", "xn--pple-43d.com (аpple.com)")]
    [InlineData("https://аррӏе.com/", "apple.com", "xn--80ak6aa92e.com (аррӏе.com)")]
    [InlineData("https://müller.example/", "müller.example", null)]
    [InlineData("https://почта.example/", "почта.example", null)]
    [InlineData("https://ελλάδα.example/", "Sign in", null)]
    [InlineData("mailto:info@evil.example", "info@bank.example", "evil.example")]
    [InlineData("mailto:info@bank.example", "info@bank.example", null)]
    [InlineData("tel:+491234", "+49 1234", null)]
    public void A_link_that_is_not_what_it_says_gets_its_true_host(string href, string text, string? warning) =>
        Assert.Equal(warning, LinkTarget.Of(SafeLink.Normalise(href)!, text).Warning);

    [Theory]
    [InlineData("http://www.a.example\uFFFD\uFFFD")]
    [InlineData("https://www.a.eroconten\uFFFD-tyf/x")]
    public void An_address_whose_host_can_be_no_name_is_no_link(string href) => Assert.Null(SafeLink.Normalise(href));

    [Fact]
    public void The_title_is_the_address_in_both_spellings_and_within_bounds()
    {
        Assert.Equal("https://xn--mller-kva.example/a?b=1#c (müller.example)", LinkTarget.Of("https://müller.example/a?b=1#c", "x").Title);
        Assert.Equal("http://shop.example:8080/", LinkTarget.Of("http://shop.example:8080/", "x").Title);
        Assert.InRange(LinkTarget.Of("https://shop.example/" + new string('a', 5_000), "x").Title.Length, 200, 240);
    }

    [Theory]
    [InlineData("https://a.example/?utm_source=x&utm_medium=y", "https://a.example/")]
    [InlineData("https://a.example/p?id=7&fbclid=1&x=a%20b&gclid=2#top", "https://a.example/p?id=7&x=a%20b#top")]
    [InlineData("https://a.example/?MC_EID=1&utm=kept", "https://a.example/?utm=kept")]
    [InlineData("https://a.example/p#?utm_source=x", "https://a.example/p#?utm_source=x")]
    [InlineData("https://a.example/?q=utm_source&flag", "https://a.example/?q=utm_source&flag")]
    [InlineData("https://a.example/?u=https%3A%2F%2Fb.example%2F%3Futm_source%3Dx", "https://a.example/?u=https%3A%2F%2Fb.example%2F%3Futm_source%3Dx")]
    [InlineData("mailto:a@b.example?subject=utm_source=x", "mailto:a@b.example?subject=utm_source=x")]
    public void Links_lose_what_only_tells_who_followed_them(string href, string left) => Assert.Equal(left, TrackingParameters.Strip(href));

    [Theory]
    [InlineData("www.shop.example", "shop.example")]
    [InlineData("a.b.shop.co.uk", "shop.co.uk")]
    [InlineData("co.uk", "co.uk")]
    [InlineData("a.b.github.io", "b.github.io")]
    // A country where everything is registered below a second label, but for one city.
    [InlineData("a.b.c.kobe.jp", "b.c.kobe.jp")]
    [InlineData("www.city.kobe.jp", "city.kobe.jp")]
    [InlineData("c.kobe.jp", "c.kobe.jp")]
    [InlineData("a.shop.xn--p1ai", "shop.xn--p1ai")]
    [InlineData("a.b.xn--80au.xn--90a3ac", "b.xn--80au.xn--90a3ac")]
    [InlineData("www.shop.example.", "shop.example")]
    [InlineData("..", "")]
    [InlineData("a..b", ".b")]
    [InlineData("localhost", "localhost")]
    [InlineData("192.0.2.7", "192.0.2.7")]
    public void A_site_is_what_somebody_registered(string host, string site) => Assert.Equal(site, SiteName.Of(host));

    [Theory]
    [InlineData("shop.example", "track.shop.example", true)]
    [InlineData("www.shop.example", "shop.example", true)]
    [InlineData("github.io", "anna.github.io", true)]
    [InlineData("anna.github.io", "berta.github.io", false)]
    [InlineData("github.io", "evilgithub.io", false)]
    [InlineData("shop.co.uk", "other.co.uk", false)]
    [InlineData("shop.example", "shop.example.evil.example", false)]
    public void A_host_that_is_named_covers_its_site_and_what_lies_below(string named, string host, bool covered) => Assert.Equal(covered, SiteName.Covers(named, host));
}
