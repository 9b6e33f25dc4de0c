using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Webmail.Engine.Accounts;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Web.Tests.Hosting;

namespace Webmail.Web.Tests.Endpoints;

/// <summary>What the composer is told of the person, and what it may not do in their name.</summary>
public sealed class WritingEndpointTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("true", "Info <info@example.test>", WebmailHost.UserName)]
    [InlineData("false", WebmailHost.UserName)]
    public async Task The_composer_is_told_of_the_addresses_that_the_host_allows(string anyAddress, params string[] expected)
    {
        await using var host = new WebmailHost(("Mail:Identities:AnyAddress", anyAddress));
        using var browser = await SignedInAsync(host);
        await ChangeAsync(host, settings => settings with
        {
            Identities = [new() { Name = "Info", Address = "info@example.test", SignatureHtml = "<b>Info</b>" }, new() { Address = WebmailHost.UserName }],
            WritesPlainText = true,
            SignaturePlace = SignaturePlace.BelowQuote,
        });

        var account = await browser.GetFromJsonAsync<JsonElement>("/compose/account", Now);

        Assert.Equal(expected, account.GetProperty("identities").EnumerateArray().Select(identity => identity.GetProperty("from").GetString()!));
        Assert.True(account.GetProperty("writesPlainText").GetBoolean());
        Assert.Equal("belowQuote", account.GetProperty("signaturePlace").GetString());
        Assert.Equal(50 * 1024 * 1024, account.GetProperty("maxFile").GetInt64());
    }

    [Fact]
    public async Task Nothing_is_sent_from_an_address_that_is_not_the_person_s_own()
    {
        await using var host = new WebmailHost();
        using var browser = await SignedInAsync(host);
        var id = Guid.NewGuid();
        using var answer = await browser.PostAsJsonAsync($"/compose/{id}/send", new { id, messageId = "a@example.test", from = "Boss <boss@example.test>", to = new[] { "b@example.test" }, subject = "x", text = "y" }, Now);

        var problem = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("problems").EnumerateArray().ToList());
        Assert.Equal("from", problem.GetProperty("field").GetString());
        Assert.Contains("boss@example.test", problem.GetProperty("text").GetString());
        Assert.Equal("{\"entries\":[]}", await browser.GetStringAsync("/outbox.json", Now));
    }

    [Fact]
    public async Task A_template_is_kept_clean_and_given_back()
    {
        await using var host = new WebmailHost();
        using var browser = await SignedInAsync(host);
        var id = await KeepAsync(browser, new { name = "Angebot", subject = "Ihr Angebot", html = "<p>Guten Tag {{recipient}}<script>alert(1)</script></p>" });

        var template = await browser.GetFromJsonAsync<JsonElement>($"/compose/templates/{id.GetProperty("template").GetProperty("id")}", Now);
        Assert.Equal(("Ihr Angebot", "<p>Guten Tag {{recipient}}</p>"), (template.GetProperty("subject").GetString(), template.GetProperty("html").GetString()));
        var account = await browser.GetFromJsonAsync<JsonElement>("/compose/account", Now);
        Assert.Equal("Angebot", Assert.Single(account.GetProperty("templates").EnumerateArray().ToList()).GetProperty("name").GetString());
        Assert.Contains("name", (await KeepAsync(browser, new { name = " ", subject = "", html = "x" })).GetProperty("reason").GetString());
        Assert.Contains("too large", (await KeepAsync(browser, new { name = "x", subject = "", html = new string('x', TemplateRules.MaxText + 1) })).GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("nothing")]
    [InlineData("""{"name":null,"subject":"","html":""}""")]
    public async Task What_is_no_template_is_refused(string body)
    {
        await using var host = new WebmailHost();
        using var browser = await SignedInAsync(host);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await browser.PostAsync("/compose/templates", content, Now);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Another_person_s_template_and_a_request_without_the_page_s_token_get_nothing()
    {
        await using var host = new WebmailHost();
        using var browser = await SignedInAsync(host);
        using var none = await browser.GetAsync($"/compose/templates/{Guid.NewGuid()}", Now);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        browser.DefaultRequestHeaders.Remove("RequestVerificationToken");
        using var refused = await browser.PostAsJsonAsync("/compose/templates", new { name = "x", subject = "", html = "x" }, Now);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_submission_server_that_is_not_there_is_simply_not_known()
    {
        await using var host = new WebmailHost(("Mail:Submission:Host", "127.0.0.1"), ("Mail:Submission:Port", "1"), ("Mail:Submission:Security", "None"));
        using var browser = await SignedInAsync(host);
        var offers = await browser.GetFromJsonAsync<JsonElement>("/compose/offers", Now);
        Assert.False(offers.GetProperty("isKnown").GetBoolean());
        Assert.False(offers.GetProperty("reportsDelivery").GetBoolean());
    }

    private static async Task<JsonElement> KeepAsync(HttpClient browser, object template)
    {
        using var answer = await browser.PostAsJsonAsync("/compose/templates", template, Now);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Now);
    }

    private static Task<PersonSettings> ChangeAsync(WebmailHost host, Func<PersonSettings, PersonSettings> change)
    {
        Assert.True(host.Services.GetRequiredService<ServerDirectory>().TryFind(WebmailHost.UserName, out var account));
        return host.Services.GetRequiredService<SettingsStore>().ChangeAsync(account.Id, change, Now);
    }

    private static async Task<HttpClient> SignedInAsync(WebmailHost host)
    {
        var browser = host.Browser();
        (await WebmailHost.SignInAsync(browser)).Dispose();
        browser.DefaultRequestHeaders.Add("RequestVerificationToken", await browser.GetStringAsync(WebmailHost.TokenPath));
        return browser;
    }
}
