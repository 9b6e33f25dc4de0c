using System.Net;
using Webmail.Engine.Reading;
using Webmail.Engine.Storage;
using Webmail.Web.Endpoints;
using Webmail.Web.Tests.Hosting;

namespace Webmail.Web.Tests.Endpoints;

public sealed class RemoteConsentTests
{
    private const string Newsletter = """
        From: news@shop.example
        To: someone@example.test
        Subject: Sale
        MIME-Version: 1.0
        Content-Type: text/html; charset=utf-8

        <p>Hello <img src="https://shop.example/a.png" width=300 height=100 alt="Shoes"></p>
        """;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pictures_from_elsewhere_are_let_in_by_consent_alone()
    {
        await using var host = await MessageHost.StartAsync(Newsletter);

        using var answer = await host.Browser.GetAsync(MessageHost.Message + "/body?remote=1", Now);

        Assert.Contains("; img-src data: http://localhost/image; ", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        var html = await answer.Content.ReadAsStringAsync(Now);
        Assert.Matches("src=\"/image\\?p=[\\w-]{100,}\"", html);
        Assert.DoesNotContain("shop.example", html);
    }

    [Fact]
    public async Task Always_for_a_sender_is_remembered()
    {
        await using var host = await MessageHost.StartAsync(Newsletter);
        var token = await WebmailHost.TokenAsync(host.Browser, MessageHost.Message);

        using var refused = await WebmailHost.PostAsync(host.Browser, MessageHost.Message + "/always");
        using var taken = await WebmailHost.PostAsync(host.Browser, MessageHost.Message + "/always", ("__RequestVerificationToken", token));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);
        var html = await host.Browser.GetStringAsync(MessageHost.Message, Now);
        Assert.DoesNotContain("remote-content-bar", html);
        Assert.Contains("&amp;remote=1", html);
    }

    [Fact]
    public async Task Always_for_a_domain_holds_for_everybody_there_and_trackers_stay_away()
    {
        await using var host = await MessageHost.StartAsync(Newsletter.Replace("Hello", "Hello <img src='https://u.list-manage.com/track/open.php?u=1' width=20 height=20>", StringComparison.Ordinal));
        var asked = await host.Browser.GetStringAsync(MessageHost.Message, Now);
        Assert.Contains("whose=domain", asked);
        Assert.Contains("data-testid=\"trackers\" data-count=\"1\"", asked);
        Assert.Contains("A tracking pixel is blocked (list-manage.com).", asked);
        var token = await WebmailHost.TokenAsync(host.Browser, MessageHost.Message);

        using var taken = await WebmailHost.PostAsync(host.Browser, MessageHost.Message + "/always?whose=domain", ("__RequestVerificationToken", token));

        Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);
        var html = await host.Browser.GetStringAsync(MessageHost.Message, Now);
        Assert.DoesNotContain("remote-content-bar", html);
        Assert.Contains("data-testid=\"trackers\"", html);
        Assert.Contains("&amp;remote=1", html);
    }

    [Theory]
    [InlineData("news@shop.example", true)]
    [InlineData("NEWS@Shop.Example", true)]
    [InlineData("news@mail.shop.example", true)]
    [InlineData("news@notshop.example", false)]
    [InlineData("news@shop.example.evil.example", false)]
    [InlineData("shop.example", false)]
    [InlineData("other@person.example", true)]
    [InlineData("another@person.example", false)]
    public void A_domain_means_itself_and_what_is_below_it(string author, bool isGiven)
    {
        var settings = new PersonSettings { RemoteImageDomains = ["shop.example"], RemoteImageSenders = ["other@person.example"] };
        var headers = new MimeKit.HeaderList { { "From", author } };

        Assert.Equal(isGiven, RemoteConsent.IsGiven(settings, MessageDetails.Read(headers, [])));
        headers["From"] = $"{author}, someone@else.example";
        Assert.False(RemoteConsent.IsGiven(settings, MessageDetails.Read(headers, [])));
        Assert.Null(RemoteConsent.DomainOf("anybody@gmail.com"));
    }
}
