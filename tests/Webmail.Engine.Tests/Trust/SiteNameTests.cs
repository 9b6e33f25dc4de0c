using Webmail.Engine.Trust;

namespace Webmail.Engine.Tests.Trust;

/// <summary>What somebody registered, told from where everybody may have a name.</summary>
public sealed class SiteNameTests
{
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

    [Theory]
    [InlineData("mail.firm.example", "answers.firm.example", true)]
    [InlineData("firm.example", "Mail.FIRM.example.", true)]
    [InlineData("firm.co.uk", "other.co.uk", false)]
    [InlineData("anna.github.io", "berta.github.io", false)]
    [InlineData("", "", false)]
    [InlineData("example", "firm.example", false)]
    [InlineData("github.io", "anna.github.io", false)]
    public void Domains_of_one_owner_are_one_site(string left, string right, bool areOne) =>
        Assert.Equal((areOne, areOne), (DomainName.AreOneSite(left, right), DomainName.AreOneSite(right, left)));
}
