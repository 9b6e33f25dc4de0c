using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Webmail.Web.Tests.Hosting;

namespace Webmail.Web.Tests.Endpoints;

public sealed partial class MessageEndpointTests
{
    private const string Newsletter = """
        From: "chef@bank.example" <news@shop.example>
        To: someone@example.test, Petra <petra@a.example>
        Subject: <b>Sale</b> & more
        Date: Mon, 23 Nov 2026 09:38:00 +0100
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/html; charset=utf-8

        <style>dd { display: none }</style><p onclick="x()">Hello <img src="https://shop.example/a.png" width=300 height=100 alt="Shoes"></p><script>alert(1)</script>
        --b
        Content-Type: text/html; name="..\\evil\".html"
        Content-Disposition: attachment; filename="../evil.html"
        Content-Transfer-Encoding: base64

        PGI+
        --b
        Content-Type: text/plain
        Content-Disposition: attachment; filename="Übersicht.txt"

        text
        --b--

        """;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_frame_has_its_own_policy()
    {
        await using var host = await MessageHost.StartAsync(Newsletter);

        using var answer = await host.Browser.GetAsync(MessageHost.Message + "/body", Now);

        Assert.Equal(
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
            One(answer, "Content-Security-Policy"));
        Assert.Equal("nosniff", One(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", One(answer, "Referrer-Policy"));
        Assert.Equal("off", One(answer, "X-DNS-Prefetch-Control"));
        var html = await answer.Content.ReadAsStringAsync(Now);
        Assert.DoesNotContain("https://shop.example", html);
        Assert.DoesNotContain("onclick", html);
        Assert.DoesNotContain("alert(1)", html);
        Assert.Contains("wm-blocked", html);
    }

    [Fact]
    public async Task A_browser_keeps_only_what_has_the_sign_in_s_tag_in_its_address()
    {
        await using var host = await MessageHost.StartAsync(Newsletter);
        var first = await TagAsync(host);
        foreach (var path in new[] { MessageHost.Message + "/body", MessageHost.Attachment + "/2/evil.html", MessageHost.Attachment + "/all.zip" })
        {
            using var tagged = await host.Browser.GetAsync($"{path}?a={first}", Now);
            using var bare = await host.Browser.GetAsync(path, Now);
            Assert.Equal("max-age=3600, private, immutable", tagged.Headers.CacheControl!.ToString());
            Assert.Equal("no-store, private", bare.Headers.CacheControl!.ToString());
        }

        using var source = await host.Browser.GetAsync(MessageHost.Message + "/source", Now);
        Assert.Equal("no-store, private", source.Headers.CacheControl!.ToString());

        await host.SignInAnewAsync();
        Assert.NotEqual(first, await TagAsync(host));
        using var before = await host.Browser.GetAsync($"{MessageHost.Message}/body?a={first}", Now);
        Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);
    }

    [Fact]
    public async Task What_can_t_be_fetched_ahead_of_time_is_nothing()
    {
        await using var host = await MessageHost.StartAsync(Newsletter);
        using var ahead = new HttpRequestMessage(HttpMethod.Get, MessageHost.Message + "9") { Headers = { { "X-Purpose", "prefetch" } } };
        using var silent = await host.Browser.SendAsync(ahead, Now);
        Assert.Equal(HttpStatusCode.NoContent, silent.StatusCode);
    }

    [Fact]
    public async Task Who_may_embed_the_page_may_have_the_frame_inside_it()
    {
        await using var host = await MessageHost.StartAsync(Newsletter, ("Hosting:FrameAncestors", "https://panel.example.test"));

        using var answer = await host.Browser.GetAsync(MessageHost.Message + "/body", Now);

        Assert.Contains("; frame-ancestors 'self' https://panel.example.test;", One(answer, "Content-Security-Policy"));
    }

    [Fact]
    public async Task The_fragment_shows_the_true_address_and_encodes_what_strangers_wrote()
    {
        await using var host = await MessageHost.StartAsync(Newsletter);

        var html = await host.Browser.GetStringAsync(MessageHost.Message, Now);

        Assert.Contains("&lt;b&gt;Sale&lt;/b&gt; &amp; more", html);
        Assert.Contains("news@shop.example", html);
        Assert.Contains("data-testid=\"remote-content-bar\" data-count=\"1\"", html);
        Assert.Contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox\" referrerpolicy=\"no-referrer\"", html);
        Assert.Contains("data-name=\"evil.html\"", html);
        Assert.Contains("note-w", html);
        Assert.DoesNotContain("Shoes", html);
    }

    [Fact]
    public async Task An_attachment_is_saved_under_a_safe_name_and_never_run()
    {
        await using var host = await MessageHost.StartAsync(Newsletter);

        using var page = await host.Browser.GetAsync(MessageHost.Attachment + "/2/whatever.html", Now);
        using var text = await host.Browser.GetAsync(MessageHost.Attachment + "/3/x", Now);

        Assert.Equal("attachment; filename=evil.html; filename*=UTF-8''evil.html", page.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal("application/octet-stream", page.Content.Headers.ContentType!.ToString());
        Assert.Equal("sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'", One(page, "Content-Security-Policy"));
        Assert.Equal("nosniff", One(page, "X-Content-Type-Options"));
        Assert.Equal("<b>", await page.Content.ReadAsStringAsync(Now));
        Assert.Contains("filename*=UTF-8''%C3%9Cbersicht.txt", text.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal("text", (await text.Content.ReadAsStringAsync(Now)).Trim());
    }

    [Fact]
    public async Task All_attachments_come_as_one_file()
    {
        await using var host = await MessageHost.StartAsync(Newsletter);

        using var archive = new ZipArchive(new MemoryStream(await host.Browser.GetByteArrayAsync(MessageHost.Attachment + "/all.zip", Now)));

        Assert.Equal(["evil.html", "Übersicht.txt"], archive.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public async Task The_source_is_text_or_a_file()
    {
        await using var host = await MessageHost.StartAsync(Newsletter);

        using var shown = await host.Browser.GetAsync(MessageHost.Message + "/source", Now);
        using var saved = await host.Browser.GetAsync(MessageHost.Message + "/source?download=1", Now);

        Assert.Equal("text/plain; charset=utf-8", shown.Content.Headers.ContentType!.ToString());
        Assert.Null(shown.Content.Headers.ContentDisposition);
        Assert.Equal(host.Source, await shown.Content.ReadAsStringAsync(Now));
        Assert.Equal("message/rfc822", saved.Content.Headers.ContentType!.ToString());
        Assert.EndsWith(".eml", saved.Content.Headers.ContentDisposition!.FileNameStar);
    }

    [Fact]
    public async Task The_page_to_print_has_the_pictures_that_the_person_agreed_to_and_asks_for_no_others()
    {
        await using var host = await MessageHost.StartAsync(Newsletter);

        using var without = await host.Browser.GetAsync(MessageHost.Message + "/print", Now);
        using var with = await host.Browser.GetAsync(MessageHost.Message + "/print?remote=1", Now);

        Assert.DoesNotContain("/image?p=", await without.Content.ReadAsStringAsync(Now));
        Assert.Contains("img-src data:; ", One(without, "Content-Security-Policy"));
        var html = await with.Content.ReadAsStringAsync(Now);
        Assert.Contains("<img width=\"300\" height=\"100\" alt=\"Shoes\" src=\"/image?p=", html);
        Assert.DoesNotContain("https://shop.example", html);
        Assert.Contains("img-src data: http://localhost/image; ", One(with, "Content-Security-Policy"));
    }

    [Fact]
    public async Task The_page_to_print_is_a_stranger_to_the_product()
    {
        await using var host = await MessageHost.StartAsync(Newsletter);

        using var answer = await host.Browser.GetAsync(MessageHost.Message + "/print", Now);

        var policy = One(answer, "Content-Security-Policy");
        Assert.StartsWith("sandbox allow-scripts allow-modals allow-popups allow-popups-to-escape-sandbox; default-src 'none'; script-src 'nonce-", policy);
        Assert.DoesNotContain("allow-same-origin", policy);
        var html = await answer.Content.ReadAsStringAsync(Now);
        Assert.Contains("&lt;b&gt;Sale&lt;/b&gt;", html);
        Assert.DoesNotContain("alert(1)", html);
        Assert.Contains("<style>@scope(.wm-mail){dd{display:none;}\n}</style>", html);
    }

    [Theory]
    [InlineData("/message/SU5CT1g/7/99")]
    [InlineData("/message/SU5CT1g/8/2")]
    [InlineData("/message/TmV2ZXI/7/2")]
    [InlineData("/message/%FF/7/2")]
    [InlineData("/message/SU5CT1g/7/2?a=another")]
    public async Task What_is_gone_is_said_in_words(string path)
    {
        await using var host = await MessageHost.StartAsync(Newsletter);

        using var answer = await host.Browser.GetAsync(path, Now);

        // A piece of the page, and no error for the browser's console.
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Now));
        Assert.Contains("data-failure=\"Gone\"", html);
        Assert.Contains("isn’t here any more", html);
    }

    [Theory]
    [InlineData("/body")]
    [InlineData("/source")]
    [InlineData("/print")]
    public async Task What_stands_below_a_message_that_is_gone_says_so_too(string what)
    {
        await using var host = await MessageHost.StartAsync(Newsletter);

        using var answer = await host.Browser.GetAsync("/message/SU5CT1g/7/99" + what, Now);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("isn’t here any more", await answer.Content.ReadAsStringAsync(Now));
    }

    [Fact]
    public async Task A_server_that_is_away_is_said_in_words_with_a_way_on()
    {
        await using var host = await MessageHost.StartAsync(Newsletter);
        host.Mail.On("UID FETCH", (session, command) => session.NoAsync(command, "[SERVERBUG] /var/mail is broken"));

        using var answer = await host.Browser.GetAsync(MessageHost.Message, Now);

        var html = await answer.Content.ReadAsStringAsync(Now);
        Assert.Contains("data-failure=\"ServerAway\"", html);
        Assert.Contains("data-reader=\"retry\"", html);
        Assert.DoesNotContain("/var/mail", html);
    }

    [Fact]
    public async Task Nobody_reads_without_a_sign_in()
    {
        await using var host = new WebmailHost();
        using var stranger = host.Browser();
        stranger.DefaultRequestHeaders.Add("Sec-Fetch-Dest", "iframe");

        foreach (var path in new[] { MessageHost.Message, MessageHost.Message + "/body", MessageHost.Message + "/source", MessageHost.Message + "/print", MessageHost.Attachment + "/2/x", MessageHost.Attachment + "/all.zip" })
        {
            using var answer = await stranger.GetAsync(path, Now);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    private static async Task<string> TagAsync(MessageHost host) =>
        Tag().Match(await host.Browser.GetStringAsync(MessageHost.Message, Now)).Groups[1].Value;

    [GeneratedRegex(@"/body\?a=([\w-]{22})&")]
    private static partial Regex Tag();

    private static string One(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
