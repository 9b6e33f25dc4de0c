using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Remote;
using Webmail.Engine.Submission.Outbox;
using Webmail.Engine.Tests.Scripted;
using Webmail.Engine.Tests.Trust;
using Webmail.Engine.Trust.Lists;
using Webmail.Web.Endpoints;
using Webmail.Web.Tests.Hosting;
using Webmail.Web.UI.Mail.Reader.Trust;

namespace Webmail.Web.Tests.Endpoints;

/// <summary>What the program does about a sender: believes, warns, remembers, leaves lists.</summary>
public sealed class TrustEndpointTests
{
    private const string Letter = """
        Authentication-Results: mx.example.test; dkim=pass header.d=shop.example; dmarc=pass header.from=shop.example
        DKIM-Signature: v=1; d=shop.example; h=from:list-unsubscribe:list-unsubscribe-post; b=x
        From: News <news@shop.example>
        To: someone@example.test
        Subject: Sale
        List-Unsubscribe: <mailto:leave@shop.example?subject=leave>, <https://127.0.0.1:1/leave>
        List-Unsubscribe-Post: List-Unsubscribe=One-Click
        Content-Type: text/html

        <p>Hello <img width=99 height=99 src="https://shop.example/a.png"></p>
        """;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Results_count_only_if_the_host_says_whose()
    {
        await using (var host = await MessageHost.StartAsync(Letter, ("Mail:AuthenticationServers", "mx.other.test, mx.example.test")))
            Assert.Contains("data-level=\"Proven\"", await host.Browser.GetStringAsync(MessageHost.Message, Now));
        await using (var host = await MessageHost.StartAsync(Letter))
            Assert.DoesNotContain("data-level", await host.Browser.GetStringAsync(MessageHost.Message, Now));
        await using (var host = await MessageHost.StartAsync(Letter, ("Mail:AuthenticationServers", "mx.example.test"), ("Mail:Domains:example.test:AuthenticationServers:0", "mx.its.own")))
            Assert.DoesNotContain("data-level", await host.Browser.GetStringAsync(MessageHost.Message, Now));
    }

    [Fact]
    public async Task What_passes_for_somebody_else_s_opens_no_link_and_loads_nothing()
    {
        await using var host = await MessageHost.StartAsync(Letter.Replace("dmarc=pass", "dmarc=fail", StringComparison.Ordinal), ("Mail:AuthenticationServers", "mx.example.test"));

        var html = await host.Browser.GetStringAsync(MessageHost.Message, Now);

        Assert.Contains("data-testid=\"sender-alarm\"", html);
        Assert.Contains("sandbox=\"\" data-sandbox=\"allow-popups allow-popups-to-escape-sandbox\"", html);
        Assert.DoesNotContain("remote-content-bar", html);
        Assert.DoesNotContain("unsubscribe-bar", html);
    }

    [Fact]
    public async Task A_sender_s_twin_is_known_once_the_person_says_so()
    {
        await using var host = await MessageHost.StartAsync(Letter.Replace("news@shop.example", "someone@exarnple.test", StringComparison.Ordinal), ("Mail:Domains:example.test:AuthenticationServers:0", "mx.example.test"));
        // The domain r n l e is like the person's own with an m.
        var html = await host.Browser.GetStringAsync(MessageHost.Message, Now);
        Assert.Contains("<mark>rn</mark>", html);
        var token = await WebmailHost.TokenAsync(host.Browser, MessageHost.Message);

        using var refused = await WebmailHost.PostAsync(host.Browser, MessageHost.Message + "/known");
        using var taken = await WebmailHost.PostAsync(host.Browser, MessageHost.Message + "/known", ("__RequestVerificationToken", token));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NoContent), (refused.StatusCode, taken.StatusCode));
        Assert.DoesNotContain("sender-alarm", await host.Browser.GetStringAsync(MessageHost.Message, Now));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("7", "Petra <Petra@a.example>", false)]
    [InlineData("7", "not-petra@a.example", true)]
    public async Task A_first_contact_is_found_out_when_the_message_is_opened(string found, string from, bool isFirst)
    {
        await using var host = await MessageHost.StartAsync("From: Petra <petra@a.example>\nSubject: Hello\n\nHello\n");
        host.Mail.On("UID SEARCH", async (session, command) =>
        {
            await session.SendAsync($"* SEARCH {found}".TrimEnd());
            await session.OkAsync(command);
        });
        var html = await host.Browser.GetStringAsync(MessageHost.Message, Now);
        Assert.Contains("data-more=\"true\"", html);
        Assert.DoesNotContain(host.Mail.Received, command => command.Name == "UID SEARCH" && command.Arguments.Contains("petra", StringComparison.Ordinal));

        host.Mail.On("UID FETCH", async (session, command) =>
        {
            await session.SendAsync($"* 1 FETCH (UID 7 BODY[HEADER.FIELDS (FROM)] {{{from.Length + 10}}}\r\nFrom: {from}\r\n\r\n)");
            await session.OkAsync(command);
        });
        using var answer = await host.Browser.GetAsync(MessageHost.Message + "/trust", Now);

        Assert.Equal(isFirst, (await answer.Content.ReadAsStringAsync(Now)).Contains("first-contact", StringComparison.Ordinal));
        Assert.Contains(host.Mail.Received, command => command.Name == "UID SEARCH" && command.Arguments.Contains("petra@a.example", StringComparison.Ordinal));
        // Asked once: from then on the page knows.
        Assert.DoesNotContain("data-more", await host.Browser.GetStringAsync(MessageHost.Message, Now));
    }

    [Fact]
    public async Task A_message_within_its_signature_is_read_and_its_files_come_out()
    {
        using var authority = new SigningAuthority();
        using var certificate = authority.Issue("petra@a.example");
        const string Inner = "Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\nContent-Type: text/html\r\n\r\n<p>The text</p>\r\n--i\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\nContent-Transfer-Encoding: base64\r\n\r\nVGhlIGZpbGU=\r\n--i--\r\n";
        await using var host = await MessageHost.StartAsync(Encoding.UTF8.GetString(SigningAuthority.Opaque(certificate, Inner)));
        host.Mail.On("UID SEARCH", (session, command) => session.OkAsync(command));

        Assert.Contains("The text", await host.Browser.GetStringAsync(MessageHost.Message + "/body", Now));
        Assert.Equal("The file", await host.Browser.GetStringAsync(MessageHost.Attachment + "/2/a.txt", Now));
        Assert.Contains("The signature is being checked.", await host.Browser.GetStringAsync(MessageHost.Message, Now));
        // No authority of this system stands behind a certificate that was made here.
        Assert.Contains("Signed by Petra Hoffmann. The certificate comes from Test Mail Authority", await host.Browser.GetStringAsync(MessageHost.Message + "/trust", Now));
    }

    [Fact]
    public async Task A_list_is_left_only_by_the_way_that_is_offered()
    {
        await using var host = await MessageHost.StartAsync(Letter, ("Mail:AuthenticationServers", "mx.example.test"));
        var html = await host.Browser.GetStringAsync(MessageHost.Message, Now);
        Assert.Contains("data-way=\"request\"", html);
        var token = await WebmailHost.TokenAsync(host.Browser, MessageHost.Message);

        using var refused = await WebmailHost.PostAsync(host.Browser, MessageHost.Message + "/unsubscribe");
        using var asked = await WebmailHost.PostAsync(host.Browser, MessageHost.Message + "/unsubscribe", ("__RequestVerificationToken", token));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        // The guard lets nobody ask this very machine.
        Assert.Contains("127.0.0.1 couldn’t be reached. You are still subscribed", System.Text.RegularExpressions.Regex.Unescape(await asked.Content.ReadAsStringAsync(Now)));
    }

    [Fact]
    public async Task Without_a_believed_signature_a_letter_goes_out_instead()
    {
        await using var host = await MessageHost.StartAsync(Letter);
        Assert.Contains("data-way=\"letter\"", await host.Browser.GetStringAsync(MessageHost.Message, Now));
        var token = await WebmailHost.TokenAsync(host.Browser, MessageHost.Message);
        host.Mail.On("UID FETCH", async (session, command) =>
        {
            var header = host.Source[..(host.Source.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)];
            await session.SendAsync(command.Arguments.Contains("HEADER", StringComparison.Ordinal)
                ? $"* 2 FETCH (UID 2 BODY[HEADER] {{{header.Length}}}\r\n{header})"
                : $"* 2 FETCH (UID 2 BODY[]<0> {{{Encoding.UTF8.GetByteCount(host.Source)}}}\r\n{host.Source})");
            await session.OkAsync(command);
        });

        using var asked = await WebmailHost.PostAsync(host.Browser, MessageHost.Message + "/unsubscribe", ("__RequestVerificationToken", token));

        Assert.Contains("is on its way", await asked.Content.ReadAsStringAsync(Now));
        Assert.Contains("leave@shop.example", await host.Browser.GetStringAsync("/outbox.json", Now));
    }

    [Theory]
    [InlineData("200 OK", "Unsubscribed.", null)]
    [InlineData("202 Accepted", "Unsubscribed.", null)]
    [InlineData("404 Not Found", null, "127.0.0.1 didn’t accept it (answer 404). You are still subscribed. A message to leave@shop.example also ends it.")]
    [InlineData("302 Found\r\nLocation: /elsewhere", null, "127.0.0.1 didn’t accept it (answer 302). You are still subscribed. A message to leave@shop.example also ends it.")]
    public async Task One_request_says_nothing_but_that_the_person_leaves(string status, string? done, string? reason)
    {
        await using var list = new ScriptedHttpServer().On("/leave", status);
        await using var host = new WebmailHost(("Remote:AllowedNetworks", "127.0.0.0/8"));
        using var browser = host.Browser();
        using var scope = host.Services.CreateScope();
        var services = scope.ServiceProvider;
        var unsubscription = new Unsubscription(
            services.GetRequiredService<RemoteClient>(), services.GetRequiredService<Outbox>(), services.GetRequiredService<IStringLocalizer<Webmail.Web.Resources.Trust>>(), services.GetRequiredService<IStringLocalizer<Webmail.Web.Resources.Compose>>());
        var offer = new UnsubscribeOffer(list.Address("/leave"), new UnsubscribeMail("leave@shop.example", "", ""), null, []);

        var answer = await unsubscription.RunAsync(new DefaultHttpContext(), null!, new UnsubscribeWay(UnsubscribeWay.Request, "127.0.0.1"), offer);

        Assert.Equal((done is not null, reason), (answer.Done?.StartsWith(done ?? "-", StringComparison.Ordinal) == true, answer.Reason));
        var request = Assert.Single(list.Requests);
        Assert.StartsWith("POST /leave HTTP/1.1", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Cookie", request, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Referer", request, StringComparison.OrdinalIgnoreCase);
    }
}
