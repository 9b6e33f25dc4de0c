namespace Webmail.Web.Tests.Hosting;

public sealed class SignInCookieTests
{
    [Fact]
    public async Task On_plain_http_the_cookie_is_the_browsers_session()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();

        using var answer = await WebmailHost.SignInAsync(browser);

        Assert.Equal("webmail; path=/; samesite=lax; httponly", WithoutValue(WebmailHost.SetCookie(answer, "webmail")));
    }

    [Fact]
    public async Task On_https_it_is_bound_to_the_host()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser("https://localhost");

        using var answer = await WebmailHost.SignInAsync(browser);

        Assert.Equal("__Host-webmail; path=/; secure; samesite=lax; httponly", WithoutValue(WebmailHost.SetCookie(answer, "__Host-webmail")));
    }

    [Fact]
    public async Task Below_a_path_it_is_sent_there_only()
    {
        await using var host = new WebmailHost(("Hosting:PathBase", "/webmail"));
        using var browser = host.Browser("https://localhost");

        using var answer = await WebmailHost.SignInAsync(browser, path: "/webmail/login");

        Assert.Equal("/webmail/mail", answer.Headers.Location!.OriginalString);
        Assert.Equal("__Secure-webmail; path=/webmail; secure; samesite=lax; httponly", WithoutValue(WebmailHost.SetCookie(answer, "__Secure-webmail")));
    }

    [Fact]
    public async Task Staying_signed_in_means_thirty_days()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();
        var before = TimeProvider.System.GetUtcNow();

        using var answer = await WebmailHost.SignInAsync(browser, stay: true);

        var cookie = Microsoft.Net.Http.Headers.SetCookieHeaderValue.Parse(WebmailHost.SetCookie(answer, "webmail"));
        Assert.InRange(cookie.Expires!.Value - before, TimeSpan.FromDays(30) - TimeSpan.FromSeconds(2), TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1));
    }

    private static string WithoutValue(string cookie) => $"{cookie.Split('=')[0]};{cookie[(cookie.IndexOf(';', StringComparison.Ordinal) + 1)..]}";
}
