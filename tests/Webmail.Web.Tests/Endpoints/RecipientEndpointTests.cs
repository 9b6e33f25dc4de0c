using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Webmail.Engine.Contacts;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Outbox;
using Webmail.Web.Endpoints;
using Webmail.Web.Tests.Hosting;

namespace Webmail.Web.Tests.Endpoints;

/// <summary>Completion over HTTP: one's own people, and nothing of them in a log.</summary>
public sealed class RecipientEndpointTests
{
    private const string Own = $"{WebmailHost.UserName}|127.0.0.1";
    private const string Another = "another@example.test|127.0.0.1";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_typed_finds_ones_own_people_only_and_stays_out_of_the_log()
    {
        // As talkative as the host can be made.
        await using var host = new WebmailHost(("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft.AspNetCore", "Trace"), ("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Trace"));
        using var browser = await SignedInAsync(host);
        await RememberAsync(host, Own, "Jörg Müller <jorg@outside.test>");
        await RememberAsync(host, Another, "Müllerin <geheim@outside.test>");

        using var answer = await FindAsync(browser, "MÜLL");

        Assert.True(answer.Headers.CacheControl!.NoStore);
        var contact = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("contacts").EnumerateArray());
        Assert.Equal(("Jörg Müller", "jorg@outside.test"), (contact.GetProperty("name").GetString(), contact.GetProperty("address").GetString()));
        Assert.Contains(host.Log.Lines, line => line.Contains("/compose/recipients", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("MÜLL", StringComparison.OrdinalIgnoreCase) || line.Contains("%C3%9C", StringComparison.OrdinalIgnoreCase) || line.Contains("outside.test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_is_removed_by_whom_it_belongs_to_with_the_page_s_token()
    {
        await using var host = new WebmailHost();
        using var browser = await SignedInAsync(host);
        await RememberAsync(host, Own, "bert@outside.test");
        await RememberAsync(host, Another, "cora@outside.test");
        var correspondents = host.Services.GetRequiredService<Correspondents>();
        var (own, foreign) = (Assert.Single(await correspondents.ListAsync(Own, Now)), Assert.Single(await correspondents.ListAsync(Another, Now)));

        using (var without = await browser.DeleteAsync($"/compose/recipients/{own.Id}", Now))
            Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        browser.DefaultRequestHeaders.Add("RequestVerificationToken", await browser.GetStringAsync(WebmailHost.TokenPath, Now));
        Assert.False(await RemovedAsync(browser, foreign.Id));
        Assert.True(await RemovedAsync(browser, own.Id));

        Assert.Empty(await correspondents.ListAsync(Own, Now));
        Assert.Single(await correspondents.ListAsync(Another, Now));
    }

    [Fact]
    public async Task Who_is_not_signed_in_finds_nobody()
    {
        await using var host = new WebmailHost();
        await RememberAsync(host, Own, "bert@outside.test");
        using var browser = host.Browser();

        using var answer = await FindAsync(browser, "bert");

        Assert.False(answer.IsSuccessStatusCode);
        Assert.DoesNotContain("outside.test", await answer.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_wants_nobody_remembered_has_nobody_remembered()
    {
        await using var host = new WebmailHost();
        var (handedIn, settings) = (host.Services.GetRequiredService<Outbox>().HandedIn!, host.Services.GetRequiredService<SettingsStore>());
        var correspondents = host.Services.GetRequiredService<Correspondents>();
        var draft = new Draft { Id = Guid.NewGuid(), MessageId = "a@b.test", To = ["bert@outside.test"] };
        await settings.ChangeAsync(Own, chosen => chosen with { RememberRecipients = false }, Now);
        await handedIn(Own, draft);
        Assert.Empty(await correspondents.ListAsync(Own, Now));

        await settings.ChangeAsync(Own, chosen => chosen with { RememberRecipients = true }, Now);
        await handedIn(Own, draft);
        Assert.Single(await correspondents.ListAsync(Own, Now));
    }

    [Fact]
    public async Task More_than_anybody_types_is_refused()
    {
        await using var host = new WebmailHost();
        using var browser = await SignedInAsync(host);

        using var answer = await FindAsync(browser, new string('a', 2000));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> FindAsync(HttpClient browser, string typed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/compose/recipients");
        request.Headers.Add(RecipientEndpoints.TypedHeader, Uri.EscapeDataString(typed));
        return await browser.SendAsync(request, Now);
    }

    private static async Task<bool> RemovedAsync(HttpClient browser, Guid id)
    {
        using var answer = await browser.DeleteAsync($"/compose/recipients/{id}", Now);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("removed").GetBoolean();
    }

    private static Task RememberAsync(WebmailHost host, string account, string to) =>
        host.Services.GetRequiredService<Correspondents>().RememberAsync(account, new Draft { Id = Guid.NewGuid(), MessageId = "a@b.test", To = [to] }, Now);

    private static async Task<HttpClient> SignedInAsync(WebmailHost host)
    {
        var browser = host.Browser();
        (await WebmailHost.SignInAsync(browser)).Dispose();
        return browser;
    }
}
