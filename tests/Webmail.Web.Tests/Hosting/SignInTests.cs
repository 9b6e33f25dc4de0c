using System.Net;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Web.Tests.Hosting;

public sealed class SignInTests
{
    [Fact]
    public async Task The_right_password_leads_to_the_mailbox()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();

        using var answer = await WebmailHost.SignInAsync(browser);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/mail", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_wrong_password_brings_the_form_again_with_the_name_and_the_reason()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();

        using var answer = await WebmailHost.SignInAsync(browser, password: "guess");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
        Assert.Contains("The email address or password isn&#x27;t right", page, StringComparison.Ordinal);
        Assert.Contains(WebmailHost.UserName, page, StringComparison.Ordinal);
        Assert.DoesNotContain("guess", page, StringComparison.Ordinal);
        Assert.Empty(WebmailHost.SetCookie(answer, "webmail"));
    }

    [Fact]
    public async Task A_domain_that_is_not_configured_is_told()
    {
        await using var host = new WebmailHost(("Mail:Domains:example.test:Imap:Host", "127.0.0.1"));
        using var browser = host.Browser();

        using var answer = await WebmailHost.SignInAsync(browser, "someone@elsewhere.test");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("belong here", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_told_with_a_time_to_come_back()
    {
        // RFC 6335: port 1 is tcpmux, which nobody runs.
        await using var host = new WebmailHost(("Mail:Imap:Port", "1"));
        using var browser = host.Browser();

        using var answer = await WebmailHost.SignInAsync(browser);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), answer.Headers.RetryAfter!.Delta);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("isn&#x27;t answering", page, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_told()
    {
        await using var host = new WebmailHost(("Mail:Imap:Security", "Tls"));
        host.Mail.Certificate = TestCertificate.SelfSigned();
        using var browser = host.Browser();

        using var answer = await WebmailHost.SignInAsync(browser);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("prove who it is", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_are_German_for_a_German_browser()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();
        browser.DefaultRequestHeaders.Add("Accept-Language", "de-AT,de;q=0.9,en;q=0.5");

        using var answer = await WebmailHost.SignInAsync(browser, password: "guess");

        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<html lang=\"de\"", page, StringComparison.Ordinal);
        Assert.Contains("E-Mail-Adresse oder Passwort stimmt nicht", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_switch_changes_the_language_and_keeps_where_the_person_wanted_to_go()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();
        var token = await WebmailHost.TokenAsync(browser);

        using var answer = await WebmailHost.PostAsync(
            browser, "/language", ("language", "de"), ("returnUrl", "/mail/Work"), ("__RequestVerificationToken", token));

        Assert.Equal("/login?returnUrl=%2Fmail%2FWork", answer.Headers.Location!.OriginalString);
        Assert.Contains("<html lang=\"de\"", await browser.GetStringAsync("/login", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_was_open_too_long_comes_again_instead_of_an_error()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();

        using var answer = await WebmailHost.PostAsync(browser, "/login", ("username", "a"), ("password", "b"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("open for too long", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("AUTHENTICATE", host.Mail.Names);
    }

    [Theory]
    [InlineData("/mail/INBOX?q=a%20b", "/mail/INBOX?q=a%20b")]
    [InlineData("//evil.test", "/mail")]
    [InlineData("/\\evil.test", "/mail")]
    [InlineData("https://evil.test", "/mail")]
    [InlineData("/\t/evil.test", "/mail")]
    [InlineData("/logout", "/mail")]
    public async Task Only_a_path_of_ours_is_followed_after_the_sign_in(string wanted, string followed)
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();

        using var answer = await WebmailHost.SignInAsync(browser, path: $"/login?returnUrl={Uri.EscapeDataString(wanted)}");

        Assert.Equal(followed, answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Each_failure_is_logged_once_without_the_name()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();

        using var answer = await WebmailHost.SignInAsync(browser, password: "guess");

        // Documented for fail2ban; a change breaks the filters that people wrote. The test server has no address to name.
        Assert.Single(host.Log.Lines, line => line.StartsWith("Sign-in refused from ", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("someone", StringComparison.Ordinal) || line.Contains("guess", StringComparison.Ordinal));
    }
}
