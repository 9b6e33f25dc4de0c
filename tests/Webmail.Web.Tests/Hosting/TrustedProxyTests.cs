using System.Net;
using Microsoft.AspNetCore.Http;

namespace Webmail.Web.Tests.Hosting;

public sealed class TrustedProxyTests
{
    [Theory]
    [InlineData("192.0.2.1", "https", "203.0.113.9")]
    [InlineData("192.0.3.1", "http", "192.0.3.1")]
    [InlineData("127.0.0.1", "http", "127.0.0.1")]
    public async Task Only_a_trusted_proxy_says_who_asks_and_how(string proxy, string scheme, string client)
    {
        await using var host = new WebmailHost(("Hosting:TrustedProxies", "192.0.2.0/24"));

        var asked = await AskAsync(host, proxy, "203.0.113.9");

        Assert.Equal(scheme, asked.Request.Scheme);
        Assert.Equal(client, asked.Connection.RemoteIpAddress!.ToString());
    }

    [Fact]
    public async Task What_the_client_put_before_the_proxys_own_word_is_not_believed()
    {
        await using var host = new WebmailHost(("Hosting:TrustedProxies", "192.0.2.0/24"));

        var asked = await AskAsync(host, "192.0.2.1", "198.51.100.7, 203.0.113.9");

        Assert.Equal("203.0.113.9", asked.Connection.RemoteIpAddress!.ToString());
    }

    [Fact]
    public async Task Without_proxies_nobody_is_believed()
    {
        await using var host = new WebmailHost();

        var asked = await AskAsync(host, "127.0.0.1", "203.0.113.9");

        Assert.Equal("127.0.0.1", asked.Connection.RemoteIpAddress!.ToString());
    }

    private static Task<HttpContext> AskAsync(WebmailHost host, string proxy, string forwardedFor) =>
        host.Server.SendAsync(
            context =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(proxy);
                context.Request.Path = "/health/live";
                context.Request.Headers["X-Forwarded-For"] = forwardedFor;
                context.Request.Headers["X-Forwarded-Proto"] = forwardedFor.Contains(',', StringComparison.Ordinal) ? "https, https" : "https";
            },
            TestContext.Current.CancellationToken);
}
