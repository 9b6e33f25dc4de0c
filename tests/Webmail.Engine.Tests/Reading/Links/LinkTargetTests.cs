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
    // With what stands around it, and in the forms in which people take it for one.
    [InlineData("» bank.example «")]
    [InlineData("→ bank.example")]
    [InlineData("(bank.example)")]
    [InlineData("„bank.example“")]
    [InlineData("🔒 bank.example!")]
    [InlineData("bank.example…")]
    [InlineData("mailto:service@bank.example")]
    [InlineData("bank。example")]
    [InlineData("https:\\\\bank.example")]
    [InlineData("https:/bank.example")]
    [InlineData("https:bank.example")]
    [InlineData("https ://bank.example")]
    [InlineData("https//bank.example")]
    [InlineData("hxxps://bank.example")]
    [InlineData("ftp://bank.example/")]
    [InlineData("//bank.example")]
    [InlineData("https://bank%2Eexample")]
    [InlineData("_login.bank.example")]
    [InlineData("bank.xn--p1ai")]
    [InlineData("पोस्ट.भारत")]
    [InlineData("a.b.c.d.e.f.g.h.i.bank.example")]
    // In a sentence.
    [InlineData("Log in at bank.example")]
    [InlineData("bank.example | Login")]
    [InlineData("Write to service@bank.example today")]
    public void A_host_is_read_in_whatever_form_it_is_seen(string text) => Assert.Equal("evil.test", LinkTarget.Of("https://evil.test/", text).Warning);

    [Fact]
    public void Letters_that_nobody_sees_hide_no_host() =>
        Assert.Equal("evil.test", LinkTarget.Of("https://evil.test/", "https://bank" + string.Concat(Enumerable.Repeat("\u200B\u034F\uFE0F\u3164", 1_000)) + ".example").Warning);

    [Theory]
    [InlineData("https://bank.example!")]
    [InlineData("https://bank.example*")]
    [InlineData("»https://bank.example«")]
    [InlineData("https://bank.example|")]
    [InlineData("From evil.example to bank.example")]
    [InlineData("Learn ASP.NET")]
    [InlineData("ASP.NET")]
    [InlineData("Hallo.Welt")]
    [InlineData("Dr.Müller")]
    [InlineData("Read more.There is")]
    [InlineData("How Booking.com does it")]
    [InlineData("z.b. in readme.md")]
    [InlineData("see https and http: here.")]
    [InlineData("10.30 Uhr // 3.5 km")]
    public void What_is_no_host_or_the_right_one_is_no_deceit(string text) => Assert.Null(LinkTarget.Of("https://bank.example/", text).Warning);

    [Theory]
    // Filters of mail put themselves before every link.
    [InlineData("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.bank.example%2F&data=05", "www.bank.example", null)]
    [InlineData("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.example%2F&data=05", "www.bank.example", "evil.example")]
    [InlineData("https://urldefense.com/v3/__https://www.bank.example/x__;!!abc", "https://www.bank.example/x", null)]
    [InlineData("https://urldefense.proofpoint.com/v2/url?u=https-3A__www.bank.example_x&d=Dw", "www.bank.example/x", null)]
    [InlineData("https://urldefense.proofpoint.com/v1/url?u=https://www.bank.example/x&k=a", "www.bank.example/x", null)]
    [InlineData("https://deref-gmx.net/mail/client/a/dereferrer/?redirectUrl=https%3A%2F%2Fbank.example%2F", "bank.example", null)]
    [InlineData("https://secure-web.cisco.com/1a2b/https%3A%2F%2Fbank.example%2Fx", "bank.example", null)]
    [InlineData("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Furldefense.com%2Fv3%2F__https%3A%2F%2Fbank.example%2F__%3B!!a", "bank.example", null)]
    // Big sites lend their names.
    [InlineData("https://www.google.com/url?q=https://evil.example/", "https://www.google.com", "evil.example")]
    [InlineData("https://www.google.com/url?q=https://bank.example/", "bank.example", null)]
    [InlineData("https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Fevil.example", "google.co.uk", "evil.example")]
    [InlineData("https://www.google.com/url?q=http://192.0.2.7/", "Sign in", "192.0.2.7")]
    [InlineData("https://www.google.com/search?q=https://evil.example/", "google.com", null)]
    // An address that is its own text tells all.
    [InlineData("https://www.google.com/url?q=https://evil.example/", "https://www.google.com/url?q=https://evil.example/", null)]
    [InlineData("https://urldefense.proofpoint.com/v2/url?u=https-3A__my-2Dshop.example_x&d=Dw", "https://urldefense.proofpoint.com/v2/url?u=https-3A__my-2Dshop.example_x&d=Dw", null)]
    // Whoever only looks like one of them, or nobody knows, is none.
    [InlineData("https://google.com.evil.example/url?q=https://bank.example", "bank.example", "google.com.evil.example")]
    [InlineData("https://evil.example/url?q=https://bank.example", "bank.example", "evil.example")]
    [InlineData("https://safelinks.protection.outlook.com.evil.example/?url=https%3A%2F%2Fbank.example", "bank.example", "safelinks.protection.outlook.com.evil.example")]
    [InlineData("https://www.google.com/url?q=javascript:alert(1)", "google.com", null)]
    public void An_address_that_names_its_target_leads_there(string href, string text, string? warning) =>
        Assert.Equal(warning, LinkTarget.Of(SafeLink.Normalise(href)!, text).Warning);

    [Fact]
    public void The_title_says_where_an_address_leads_in_the_end() =>
        Assert.Equal("https://www.google.com/url?q=https://evil.example/x → https://evil.example/x", LinkTarget.Of("https://www.google.com/url?q=https://evil.example/x", "x").Title);

    [Theory]
    [InlineData("http://127.0.0.1./", "127.0.0.1")]
    [InlineData("http://１２７.0.0.1/", "127.0.0.1")]
    [InlineData("http://0x7f000001/", "127.0.0.1")]
    [InlineData("https://việtnam.vn/", null)]
    [InlineData("https://pạypal.example/", "xn--pypal-j11b.example (pạypal.example)")]
    [InlineData("mailto:?to=x@evil.example", null)]
    public void Hosts_are_seen_for_what_they_are(string href, string? warning) => Assert.Equal(warning, LinkTarget.Of(SafeLink.Normalise(href)!, "x").Warning);

    [Theory]
    [InlineData("mailto:?to=x@evil.example")]
    [InlineData("mailto:?subject=a&to=x%40evil.example")]
    public void A_recipient_among_the_fields_is_seen(string href) => Assert.Equal("evil.example", LinkTarget.Of(SafeLink.Normalise(href)!, "service@bank.example").Warning);

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
}
