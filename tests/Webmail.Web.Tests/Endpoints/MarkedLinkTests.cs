using System.Net;
using System.Text.RegularExpressions;

namespace Webmail.Web.Tests.Endpoints;

/// <summary>The page between a link that may be taken for another one and its target.</summary>
public sealed partial class MarkedLinkTests
{
    private const string Letter = """
        From: news@shop.example
        Content-Type: text/html; charset=utf-8

        <a href="https://bank.example.evil.example/b?id=8&utm_source=x">bank.example</a><a href="http://192.0.2.7/&quot;><script>alert(1)</script>">Sign in</a>

        """;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_where_the_link_leads_and_waits()
    {
        await using var host = await MessageHost.StartAsync(Letter);
        var links = await LinksAsync(host);
        Assert.Equal(2, links.Count);

        using var answer = await host.Browser.GetAsync($"{MessageHost.Message}/{links[0]}", Now);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("no-store", answer.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Null(answer.Headers.Location);
        var page = await answer.Content.ReadAsStringAsync(Now);
        Assert.Contains("data-deceit=\"OtherSite\"", page);
        Assert.Contains("https://bank.example.<b>evil.example</b>/b?id=8<", page);
        Assert.Contains("Shown is <b class=\"host\" dir=\"ltr\">bank.example</b>, opened is <b class=\"host\" dir=\"ltr\">evil.example</b>.", page);
        Assert.Contains("data-do=\"open\" href=\"https://bank.example.evil.example/b?id=8\" rel=\"noopener noreferrer\"", page);
        Assert.DoesNotContain("http-equiv", page);
    }

    [Fact]
    public async Task What_a_sender_wrote_into_an_address_is_text_on_it()
    {
        await using var host = await MessageHost.StartAsync(Letter);

        var page = await host.Browser.GetStringAsync($"{MessageHost.Message}/{(await LinksAsync(host))[1]}", Now);

        Assert.Contains("data-deceit=\"Numbers\"", page);
        Assert.DoesNotContain("alert(1)</script>", page);
        Assert.Contains("http://<b>192.0.2.7</b>/%22%3E%3Cscript%3Ealert(1)%3C/script%3E", page);
    }

    [Fact]
    public async Task Only_links_of_the_person_s_own_message_have_one()
    {
        await using var host = await MessageHost.StartAsync(Letter);
        var link = (await LinksAsync(host))[0];

        foreach (var other in new[] { "link", "link?m=AAAAAAAAAAAAAAAA", "link?m=https://evil.example/", link + "&a=somebody" })
        {
            using var answer = await host.Browser.GetAsync($"{MessageHost.Message}/{other}", Now);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var stranger = host.NewBrowser();
        using var refused = await stranger.GetAsync($"{MessageHost.Message}/{link}", Now);
        Assert.DoesNotContain("evil.example", await refused.Content.ReadAsStringAsync(Now));
    }

    private static async Task<List<string>> LinksAsync(MessageHost host) =>
        [.. Address().Matches(await host.Browser.GetStringAsync(MessageHost.Message + "/body", Now)).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];

    [GeneratedRegex("href=\"(link[^\"]+)\"")]
    private static partial Regex Address();
}
