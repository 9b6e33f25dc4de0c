using System.Net;

namespace Webmail.Web.Tests.Hosting;

public sealed class SignInSessionTests
{
    [Fact]
    public async Task The_ticket_outlives_a_restart()
    {
        await using var host = new WebmailHost();
        using var before = host.Browser();
        using var signedIn = await WebmailHost.SignInAsync(before, stay: true);
        var cookie = WebmailHost.SetCookie(signedIn, "webmail").Split(';')[0];

        await using var restarted = host.Restarted();
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(restarted, "/login", cookie));
    }

    [Fact]
    public async Task A_copy_of_the_ticket_is_worth_nothing_after_the_sign_out_not_even_after_a_restart()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();
        using var signedIn = await WebmailHost.SignInAsync(browser, stay: true);
        var cookie = WebmailHost.SetCookie(signedIn, "webmail").Split(';')[0];
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(host, "/nothing", cookie));

        using var signedOut = await WebmailHost.PostAsync(browser, "/logout", ("__RequestVerificationToken", await browser.GetStringAsync(WebmailHost.TokenPath, TestContext.Current.CancellationToken)));

        Assert.Equal("/login", signedOut.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(host, "/nothing", cookie));
        await using var restarted = host.Restarted();
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(restarted, "/nothing", cookie));
    }

    [Fact]
    public async Task Signing_in_again_makes_a_new_session()
    {
        await using var host = new WebmailHost();
        using var one = host.Browser();
        using var other = host.Browser();

        using var first = await WebmailHost.SignInAsync(one);
        using var second = await WebmailHost.SignInAsync(other);

        Assert.NotEqual(WebmailHost.SetCookie(first, "webmail"), WebmailHost.SetCookie(second, "webmail"));
    }

    [Fact]
    public async Task A_new_password_is_verified_and_sealed_into_a_new_ticket()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();
        using var signedIn = await WebmailHost.SignInAsync(browser, stay: true);
        var token = await browser.GetStringAsync(WebmailHost.TokenPath, TestContext.Current.CancellationToken);
        host.TakenPassword = "new one";

        using var wrong = await WebmailHost.PostAsync(browser, "/login/renew", ("password", "guess"), ("__RequestVerificationToken", token));
        using var right = await WebmailHost.PostAsync(browser, "/login/renew", ("password", "new one"), ("__RequestVerificationToken", token));

        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        Assert.Contains("message", await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, right.StatusCode);
        Assert.Contains("expires=", WebmailHost.SetCookie(right, "webmail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/mail", "/login")]
    [InlineData("/", "/login")]
    [InlineData("/mail/Work?q=a", "/login?returnUrl=%2Fmail%2FWork%3Fq%3Da")]
    public async Task Who_is_not_signed_in_is_sent_to_the_form(string path, string location)
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();

        using var answer = await browser.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(location, new Uri(new Uri("http://localhost"), answer.Headers.Location!).PathAndQuery);
    }

    [Theory]
    [InlineData("Accept", "*/*")]
    [InlineData("Sec-Fetch-Dest", "iframe")]
    public async Task What_is_no_page_is_told_by_status(string header, string value)
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();
        browser.DefaultRequestHeaders.Remove(header);
        browser.DefaultRequestHeaders.Add(header, value);

        using var answer = await browser.GetAsync("/message/x/1/2/body", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_page_in_somebody_s_frame_shows_the_form_and_leaves_out_the_brand()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();
        Assert.DoesNotContain("data-embed", await browser.GetStringAsync("/login", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Dest", "iframe");

        using var answer = await browser.GetAsync("/mail", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Contains("<html lang=\"en\" data-density=\"comfortable\" data-layout=\"right\" data-embed>", await browser.GetStringAsync("/login", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusAsync(WebmailHost host, string path, string cookie)
    {
        using var browser = host.CreateDefaultClient();
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        using var answer = await browser.GetAsync(path);
        return answer.StatusCode;
    }
}
