using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Webmail.Web.Tests.Hosting;

namespace Webmail.Web.Tests.Endpoints;

public sealed class ComposeEndpointTests
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a, 0, 0, 0, 0];

    [Theory]
    [InlineData("PUT", "/compose/7d0c8d4c-0c62-4e0c-9d7d-1e1f6e0f0a11")]
    [InlineData("DELETE", "/compose/7d0c8d4c-0c62-4e0c-9d7d-1e1f6e0f0a11")]
    [InlineData("POST", "/compose/7d0c8d4c-0c62-4e0c-9d7d-1e1f6e0f0a11/send")]
    [InlineData("POST", "/upload?draft=7d0c8d4c-0c62-4e0c-9d7d-1e1f6e0f0a11&name=a")]
    [InlineData("DELETE", "/upload?source=upload:7d0c8d4c-0c62-4e0c-9d7d-1e1f6e0f0a11")]
    [InlineData("DELETE", "/compose/recipients/7d0c8d4c-0c62-4e0c-9d7d-1e1f6e0f0a11")]
    [InlineData("POST", "/outbox/7d0c8d4c-0c62-4e0c-9d7d-1e1f6e0f0a11/undo")]
    [InlineData("POST", "/outbox/7d0c8d4c-0c62-4e0c-9d7d-1e1f6e0f0a11/send")]
    public async Task Without_the_page_s_token_nothing_is_done(string method, string path)
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();
        (await WebmailHost.SignInAsync(browser)).Dispose();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(new { }) };
        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"id":"11111111-1111-1111-1111-111111111111","messageId":"a@b"}""")]
    [InlineData("""{"id":"7d0c8d4c-0c62-4e0c-9d7d-1e1f6e0f0a11","messageId":null}""")]
    [InlineData("""{"id":"7d0c8d4c-0c62-4e0c-9d7d-1e1f6e0f0a11","messageId":"a@b","to":null}""")]
    [InlineData("""{"id":"7d0c8d4c-0c62-4e0c-9d7d-1e1f6e0f0a11","messageId":"a@b","to":[null]}""")]
    [InlineData("""{"id":"7d0c8d4c-0c62-4e0c-9d7d-1e1f6e0f0a11","messageId":"a@b","attachments":[{"name":"a"}]}""")]
    [InlineData("""{"id":"7d0c8d4c-0c62-4e0c-9d7d-1e1f6e0f0a11","messageId":"a@b","kind":7}""")]
    public async Task What_is_no_draft_or_another_one_is_refused(string body)
    {
        await using var host = new WebmailHost();
        using var browser = await SignedInAsync(host);
        foreach (var (method, path) in new[] { (HttpMethod.Put, ""), (HttpMethod.Delete, ""), (HttpMethod.Post, "/send") })
        {
            using var request = new HttpRequestMessage(method, "/compose/7d0c8d4c-0c62-4e0c-9d7d-1e1f6e0f0a11" + path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task An_upload_is_shown_as_a_picture_only_if_it_is_one()
    {
        await using var host = new WebmailHost();
        using var browser = await SignedInAsync(host);
        Assert.Equal("image/png", await TypeAsync(browser, Png, "a.png"));
        // It says that it is a picture, and would run as a page.
        Assert.Equal("application/octet-stream", await TypeAsync(browser, "<script>alert(1)</script>"u8.ToArray(), "b.png"));
    }

    [Fact]
    public async Task Another_person_s_upload_is_not_there()
    {
        await using var host = new WebmailHost();
        using var browser = await SignedInAsync(host);
        using var answer = await browser.GetAsync("/upload?source=upload:7d0c8d4c-0c62-4e0c-9d7d-1e1f6e0f0a11", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<string?> TypeAsync(HttpClient browser, byte[] octets, string name)
    {
        using var content = new ByteArrayContent(octets) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var taken = await browser.PostAsync($"/upload?draft=7d0c8d4c-0c62-4e0c-9d7d-1e1f6e0f0a11&name=..%2F{name}", content);
        var attachment = await taken.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(name, attachment.GetProperty("name").GetString());
        Assert.Equal(octets.Length, attachment.GetProperty("size").GetInt64());
        using var shown = await browser.GetAsync("/upload?source=" + Uri.EscapeDataString(attachment.GetProperty("source").GetString()!));
        Assert.StartsWith("sandbox;", shown.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(octets, await shown.Content.ReadAsByteArrayAsync());
        return shown.Content.Headers.ContentType?.MediaType;
    }

    private static async Task<HttpClient> SignedInAsync(WebmailHost host)
    {
        var browser = host.Browser();
        (await WebmailHost.SignInAsync(browser)).Dispose();
        browser.DefaultRequestHeaders.Add("RequestVerificationToken", await browser.GetStringAsync(WebmailHost.TokenPath));
        return browser;
    }
}
