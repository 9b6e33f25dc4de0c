using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Tests.Scripted;
using Webmail.Web.Tests.Hosting;
using static Webmail.Engine.Tests.Scripted.ScriptedSmtpServer;

namespace Webmail.Web.Tests.Endpoints;

/// <summary>
/// What a person sees for each thing that a server for submission can do, in both languages: the table of <c>docs/sending-faults.md</c>, which is
/// written anew into the test's output when it is not so any more.
/// </summary>
public sealed class SendingFaultTests : IAsyncDisposable
{
    private readonly ScriptedSmtpServer _smtp = new();
    private readonly int _port;
    private readonly StringBuilder _table = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public SendingFaultTests() => _port = _smtp.Port;

    public ValueTask DisposeAsync() => _smtp.DisposeAsync();

    [Fact]
    public async Task Each_fault_is_told_as_the_documentation_has_it()
    {
        await using (var host = NewHost("None"))
        {
            using var browser = await SignedInAsync(host);
            async Task On(string command, string reply, string said)
            {
                _smtp.On(command, reply);
                await RowAsync(host, browser, said);
                _smtp.On(command, command == Greeting ? "220 ready" : command == "AUTH" ? "235 2.7.0 welcome" : command == "DATA" ? "354 go on" : "250 2.0.0 ok");
            }

            foreach (var (command, name) in new[] { (Greeting, "the greeting"), ("MAIL", "MAIL"), ("RCPT", "RCPT"), ("DATA", "DATA"), (End, "the final dot") })
            {
                await On(command, command == Greeting ? "421 4.3.2 try later" : "451 4.3.0 try later", $"4xx to {name}");
                await On(command, "554 5.7.1 not allowed", $"5xx to {name}");
            }

            await On("AUTH", "454 4.7.0 try later", "4xx to AUTH");
            await On("AUTH", "535 5.7.8 wrong", "5xx to AUTH");
            await On("MAIL", "553 5.7.1 not your address", "the sender is refused");
            await On("MAIL", "552 5.3.4 too big", "MAIL: too big");
            await On(End, "552 5.3.4 too big", "the final dot: too big");
            _smtp.On("RCPT", line => line.Contains("bert", StringComparison.Ordinal) ? "550 5.1.1 no such person" : "250 2.1.5 ok");
            await RowAsync(host, browser, "one of two recipients is refused");
            _smtp.On("RCPT", "250 2.1.5 ok");
            _smtp.Offers = ["AUTH PLAIN", "SIZE 100"];
            await RowAsync(host, browser, "SIZE is exceeded");
            _smtp.Offers = ["AUTH PLAIN", "8BITMIME"];
            await RowAsync(host, browser, "no SMTPUTF8, and an address needs it", "jörg@example.org");
            foreach (var (command, name) in new[] { (Greeting, "at the greeting"), ("AUTH", "at AUTH"), ("MAIL", "at MAIL"), ("RCPT", "at RCPT"), ("DATA", "at DATA") })
            {
                await On(command, HangUp, $"the connection is cut {name}");
            }

            _smtp.HangUpInData = 100;
            await RowAsync(host, browser, "the connection is cut before the final dot", text: string.Concat(Enumerable.Repeat("line by line\n", 500_000)));
            _smtp.HangUpInData = null;
            await On(End, HangUp, "the connection is cut after the final dot");
        }

        _smtp.Offers = ["AUTH PLAIN"];
        await OtherAsync("StartTls", "STARTTLS is not offered");
        _smtp.Offers = ["AUTH PLAIN", "STARTTLS"];
        _smtp.On("STARTTLS", "454 4.7.0 TLS not available");
        await OtherAsync("StartTls", "STARTTLS is refused");
        _smtp.On("STARTTLS", "220 2.0.0 go on");
        _smtp.Certificate = TestCertificate.SelfSigned();
        await OtherAsync("StartTls", "the certificate is not trusted");
        await _smtp.DisposeAsync();
        await OtherAsync("None", "nobody answers");

        var documented = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "sending-faults.md"), Now);
        var table = _table.ToString();
        TestContext.Current.TestOutputHelper?.WriteLine(table);
        Assert.Contains(table, documented, StringComparison.Ordinal);
    }

    private async Task OtherAsync(string security, string said)
    {
        await using var host = NewHost(security);
        using var browser = await SignedInAsync(host);
        await RowAsync(host, browser, said);
    }

    private async Task RowAsync(WebmailHost host, HttpClient browser, string said, string recipient = "bert@example.org", string text = "Hello")
    {
        var id = Guid.NewGuid();
        using var sent = await browser.PostAsJsonAsync($"/compose/{id}/send?now=true", new { id, messageId = $"{id:N}@example.test", to = new[] { recipient, "carla@example.org" }, subject = "Hello", text }, Now);
        Assert.Equal(id, (await sent.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("outbox").GetGuid());
        await EntryAsync(browser, id, "en", entry => !entry.GetProperty("step").ValueEquals("submitting") && (entry.GetProperty("failure").ValueKind != JsonValueKind.Null || !entry.GetProperty("step").ValueEquals("held")));
        var words = new List<string>();
        foreach (var language in (string[])["en", "de"])
            words.Add(Words(host, await EntryAsync(browser, id, language, _ => true), language));
        _table.Append(CultureInfo.InvariantCulture, $"| {said} | {words[0]} | {words[1]} |\n");
        using var undone = await browser.PostAsync($"/outbox/{id}/undo", null, Now);
        Assert.NotEqual(JsonValueKind.Null, (await undone.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("draft").ValueKind);
    }

    /// <summary>As the panel of the outbox puts it together (outbox.js).</summary>
    private static string Words(WebmailHost host, JsonElement entry, string language)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var texts = host.Services.GetRequiredService<IStringLocalizer<Webmail.Web.Resources.Compose>>();
        var step = texts[$"Step_{entry.GetProperty("step").GetString()}", "…"];
        var why = entry.GetProperty("refusals").EnumerateArray().Select(refusal => $"{refusal.GetProperty("address").GetString()}: {refusal.GetProperty("text").GetString()}").Prepend(entry.GetProperty("failure").GetString());
        return $"**{step}.** {string.Join(" ", why)}".Trim();
    }

    private static async Task<JsonElement> EntryAsync(HttpClient browser, Guid id, string language, Func<JsonElement, bool> isSo)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var tries = 0; ; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/outbox/{id}.json") { Headers = { { "Accept-Language", language } } };
            using var answer = await browser.SendAsync(request, Now);
            var entry = (await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("entry");
            if (isSo(entry))
                return entry;
            Assert.True(tries < 1500, $"It stays {entry}");
            await look.WaitForNextTickAsync(Now);
        }
    }

    private WebmailHost NewHost(string security) => new(
        ("Mail:Submission:Host", "127.0.0.1"), ("Mail:Submission:Port", _port.ToString(CultureInfo.InvariantCulture)), ("Mail:Submission:Security", security), ("Mail:AllowPlaintext", "true"));

    private static async Task<HttpClient> SignedInAsync(WebmailHost host)
    {
        var browser = host.Browser();
        (await WebmailHost.SignInAsync(browser)).Dispose();
        browser.DefaultRequestHeaders.Add("RequestVerificationToken", await browser.GetStringAsync(WebmailHost.TokenPath));
        return browser;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Webmail.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("Not below the repository.");
        return folder.FullName;
    }
}
