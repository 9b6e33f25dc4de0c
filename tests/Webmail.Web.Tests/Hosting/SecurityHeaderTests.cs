using System.Text.RegularExpressions;

namespace Webmail.Web.Tests.Hosting;

public sealed partial class SecurityHeaderTests
{
    private const string Policy =
        "default-src 'none'; script-src 'self' 'nonce-*'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; media-src 'self'; " +
        "connect-src 'self'; frame-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'self'; " +
        "frame-ancestors 'self'; object-src 'none'";

    [Theory]
    [InlineData("/login")]
    [InlineData("/mail")]
    [InlineData("/health/live")]
    [InlineData("/no/such/page")]
    public async Task Every_answer_carries_them(string path)
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser("https://localhost");

        using var answer = await browser.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(Policy, Nonce().Replace(One(answer, "Content-Security-Policy"), "'nonce-*'"));
        Assert.Equal("nosniff", One(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", One(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", One(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal(
            "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
            One(answer, "Permissions-Policy"));
        Assert.Equal("max-age=31536000", One(answer, "Strict-Transport-Security"));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Frame-Options"));
    }

    [Theory]
    [InlineData("/css/tokens.css")]
    [InlineData("/js/app.js")]
    public async Task An_asset_of_ours_can_load_nothing_and_carries_little(string path)
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser("https://localhost");

        using var answer = await browser.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", One(answer, "Content-Security-Policy"));
        Assert.Equal("nosniff", One(answer, "X-Content-Type-Options"));
        Assert.Equal("max-age=31536000", One(answer, "Strict-Transport-Security"));
        Assert.False(answer.Headers.Contains("Permissions-Policy"));
    }

    [Fact]
    public async Task Plain_http_promises_no_tls()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();

        using var answer = await browser.GetAsync("/login", TestContext.Current.CancellationToken);

        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task The_nonce_is_new_each_time()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();

        using var one = await browser.GetAsync("/login", TestContext.Current.CancellationToken);
        using var other = await browser.GetAsync("/login", TestContext.Current.CancellationToken);

        Assert.NotEqual(Nonce().Match(One(one, "Content-Security-Policy")).Value, Nonce().Match(One(other, "Content-Security-Policy")).Value);
    }

    [Fact]
    public async Task Who_may_embed_is_a_setting()
    {
        await using var host = new WebmailHost(("Hosting:FrameAncestors", "'self' https://panel.example.test"));
        using var browser = host.Browser();

        using var answer = await browser.GetAsync("/login", TestContext.Current.CancellationToken);

        Assert.Contains("; frame-ancestors 'self' https://panel.example.test;", One(answer, "Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_compressed_for_our_own_requests_only()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();
        browser.DefaultRequestHeaders.Add("Accept-Encoding", "br");

        Assert.Equal("br", await EncodingAsync(browser, "none"));
        Assert.Equal("br", await EncodingAsync(browser, "same-origin"));
        Assert.Equal("", await EncodingAsync(browser, "cross-site"));
        Assert.Equal("", await EncodingAsync(browser, "same-site"));
    }

    private static async Task<string> EncodingAsync(HttpClient browser, string site)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/login");
        request.Headers.Add("Sec-Fetch-Site", site);
        using var answer = await browser.SendAsync(request);
        return string.Join(",", answer.Content.Headers.ContentEncoding);
    }

    private static string One(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    [GeneratedRegex("'nonce-[A-Za-z0-9+/]{22}=='")]
    private static partial Regex Nonce();
}
