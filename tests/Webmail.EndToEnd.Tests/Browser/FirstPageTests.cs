using System.Net;
using System.Text.RegularExpressions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>What the first answer holds, before any script has run.</summary>
public sealed partial class FirstPageTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task The_first_rows_are_in_the_first_html()
    {
        await SeedAsync(200);
        using var visitor = new Visitor(Webmail.Address);
        using var signedIn = await visitor.SignInAsync(User);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        Assert.Equal("/mail", signedIn.Headers.Location!.OriginalString);

        using var page = await visitor.GetAsync("/mail");
        var html = await page.Content.ReadAsStringAsync(Cancelled);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.InRange(RowHook().Count(html), 20, 200);
        Assert.Contains("data-uid=\"200\"", html, StringComparison.Ordinal);
        Assert.Contains("data-total=\"200\"", html, StringComparison.Ordinal);
        Assert.Contains("data-mailbox=\"INBOX\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_in_the_address_is_open_in_the_first_html()
    {
        await SeedAsync(3);
        using var visitor = new Visitor(Webmail.Address);
        using var signedIn = await visitor.SignInAsync(User);
        using var page = await visitor.GetAsync("/mail/INBOX/2");
        var html = await page.Content.ReadAsStringAsync(Cancelled);
        Assert.Matches("data-uid=\"2\"[^>]*aria-current=\"true\"", html);
    }

    [Fact]
    public async Task A_mailbox_that_is_not_there_gets_words_and_no_error_page()
    {
        using var visitor = new Visitor(Webmail.Address);
        using var signedIn = await visitor.SignInAsync(User);
        using var page = await visitor.GetAsync("/mail/Nowhere%2FAt%20all");
        var html = await page.Content.ReadAsStringAsync(Cancelled);
        Assert.DoesNotContain("Exception", html, StringComparison.Ordinal);
        Assert.Contains("data-testid=\"mailbox\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripts_and_style_sheets_come_compressed_and_are_kept_for_ever()
    {
        using var visitor = new Visitor(Webmail.Address);
        using var signedIn = await visitor.SignInAsync(User);
        using var page = await visitor.GetAsync("/mail");
        var files = TextFile().Matches(await page.Content.ReadAsStringAsync(Cancelled)).Select(link => link.Groups[1].Value).Distinct().ToList();
        Assert.Contains(files, file => file.Contains("MudBlazor", StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/" + file, UriKind.Relative));
            request.Headers.AcceptEncoding.ParseAdd("br");
            using var answer = await visitor.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(answer.Content.Headers.ContentEncoding.Contains("br"), $"{file} is not compressed.");
            Assert.Equal("max-age=31536000, immutable", string.Join(", ", answer.Headers.GetValues("Cache-Control")));
        }
    }

    [GeneratedRegex("(?<=[\"\\s])(\\w[\\w./-]*\\.(?:js|css))(?=[\"\\s])")]
    private static partial Regex TextFile();

    [GeneratedRegex("data-testid=\"message-row\"")]
    private static partial Regex RowHook();
}
