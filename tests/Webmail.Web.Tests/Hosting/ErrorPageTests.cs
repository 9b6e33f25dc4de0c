using System.Net;

namespace Webmail.Web.Tests.Hosting;

public sealed class ErrorPageTests
{
    [Fact]
    public async Task A_page_that_is_not_there_is_told_in_words()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();
        (await WebmailHost.SignInAsync(browser)).Dispose();
        browser.DefaultRequestHeaders.Add("Accept-Language", "de");

        using var answer = await browser.GetAsync("/nothing", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("Seite nicht gefunden", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_gets_the_bare_status()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();
        (await WebmailHost.SignInAsync(browser)).Dispose();
        browser.DefaultRequestHeaders.Remove("Accept");

        using var answer = await browser.GetAsync("/nothing", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_program_says_that_it_is_alive_and_ready()
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();

        Assert.Equal("Healthy", await browser.GetStringAsync("/health/live", TestContext.Current.CancellationToken));
        Assert.Equal("Healthy", await browser.GetStringAsync("/health/ready", TestContext.Current.CancellationToken));
    }
}
