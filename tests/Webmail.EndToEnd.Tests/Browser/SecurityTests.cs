using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Headers, cookies and borders, by exact string on the running program.</summary>
public sealed partial class SecurityTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData("/login")]
    [InlineData("/mail")]
    public async Task Every_page_carries_the_headers(string path)
    {
        using var visitor = new Visitor(Webmail.Address);
        if (path != "/login")
            (await visitor.SignInAsync(User)).Dispose();
        using var page = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var nonce = Nonce().Match(Header(page, "Content-Security-Policy")).Groups[1].Value;
        Assert.NotEqual("", nonce);
        Assert.Equal(
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
            "font-src 'self'; media-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; " +
            "base-uri 'self'; frame-ancestors 'self'; object-src 'none'",
            Header(page, "Content-Security-Policy"));
        Assert.Equal("nosniff", Header(page, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(page, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(page, "Cross-Origin-Opener-Policy"));
        Assert.Equal("off", Header(page, "X-DNS-Prefetch-Control"));
        Assert.StartsWith("accelerometer=()", Header(page, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.False(page.Headers.Contains("Server"), "The program's name is nobody's business");
        if (path != "/login")
            Assert.Contains("no-store", Header(page, "Cache-Control"), StringComparison.Ordinal);
        using var again = await visitor.GetAsync(path);
        Assert.NotEqual(nonce, Nonce().Match(Header(again, "Content-Security-Policy")).Groups[1].Value);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        using var visitor = new Visitor(Webmail.Address);
        using var answer = await visitor.SignInAsync(User);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("webmail=", StringComparison.Ordinal));
        Assert.Equal("webmail=…; path=/; samesite=lax; httponly", "webmail=…" + cookie[cookie.IndexOf(';', StringComparison.Ordinal)..]);
    }

    [Theory]
    [InlineData("https://evil.test")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task A_foreign_origin_opens_no_circuit(string? origin)
    {
        using var visitor = new Visitor(Webmail.Address);
        (await visitor.SignInAsync(User)).Dispose();
        foreach (var (method, path) in new[] { (HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1"), (HttpMethod.Get, "/_blazor?id=x") })
        {
            using var request = new HttpRequestMessage(method, path);
            if (origin is not null)
                request.Headers.Add("Origin", origin);
            using var answer = await visitor.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Another_person_s_cookie_reaches_no_message()
    {
        var other = $"user-{Guid.NewGuid():N}@example.test";
        await Servers.AddUserAsync(other, "secret");
        await PutAsync("INBOX", new Letter("Geheim") { Text = "streng geheim\n", Files = new Dictionary<string, string> { ["a.txt"] = "streng geheim" } });
        var mail = await SignedInAsync();
        var asked = new ConcurrentQueue<string>();
        mail.Page.Request += (_, request) => asked.Enqueue(new Uri(request.Url).PathAndQuery);
        await mail.OpenAsync(1);
        var frame = await mail.Reader.Locator("iframe[data-testid=message-body]:visible").GetAttributeAsync("src");
        var paths = asked.Append(new Uri(new Uri(Webmail.Address, "/mail/"), frame).PathAndQuery).ToHashSet();
        foreach (var link in await mail.Reader.Locator("a[href]").EvaluateAllAsync<string[]>("all => all.map(one => one.href)"))
        {
            if (link.StartsWith(Webmail.Address.ToString(), StringComparison.Ordinal))
                paths.Add(new Uri(link).PathAndQuery);
        }

        var messages = paths.Where(path => path.Contains("/message/", StringComparison.Ordinal) || path.Contains("/attachment/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(messages);
        using var stranger = new Visitor(Webmail.Address);
        (await stranger.SignInAsync(other)).Dispose();
        using var nobody = new Visitor(Webmail.Address);
        foreach (var path in messages)
        {
            using var answer = await stranger.GetAsync(path);
            Assert.DoesNotContain("geheim", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.OrdinalIgnoreCase);
            using var refused = await nobody.GetAsync(path);
            Assert.Contains(refused.StatusCode, (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.Redirect]);
        }
    }

    [Fact]
    public async Task After_a_sign_out_the_browser_s_cache_answers_for_no_address_of_before()
    {
        await PutAsync("INBOX", new Letter("HTML") { Html = "<p>Hallo</p>" });
        var mail = await SignedInAsync();
        await mail.OpenAsync(1);
        await Expect(mail.Body).ToContainTextAsync("Hallo");
        var before = await FrameAsync(mail);
        await mail.SignOutAsync();
        // The address as anybody can put it together, without the tag of the sign-in.
        await mail.Page.GotoAsync(before.GetLeftPart(UriPartial.Path));
        await Expect(mail.Page.Locator("input[name=password]")).ToBeVisibleAsync();
        await mail.SignInAsync(User);
        await mail.OpenAsync(1);
        await Expect(mail.Body).ToContainTextAsync("Hallo");
        Assert.NotEqual(before, await FrameAsync(mail));
    }

    [Fact]
    public async Task The_frame_of_a_message_has_its_own_policy()
    {
        await PutAsync("INBOX", new Letter("HTML") { Html = "<p>Hallo</p>" });
        var mail = await SignedInAsync();
        await mail.OpenAsync(1);
        var source = await mail.Reader.Locator("iframe[data-testid=message-body]:visible").GetAttributeAsync("src");
        var answer = await mail.Page.APIRequest.GetAsync(new Uri(Webmail.Address, source).ToString());
        Assert.Equal(200, answer.Status);
        var policy = answer.Headers["content-security-policy"];
        Assert.StartsWith("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:", policy, StringComparison.Ordinal);
        Assert.Contains("; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["x-content-type-options"]);
        Assert.Equal("no-referrer", answer.Headers["referrer-policy"]);
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/logout")]
    [InlineData("/language")]
    public async Task A_form_without_its_token_does_nothing(string path)
    {
        using var visitor = new Visitor(Webmail.Address);
        if (path != "/login")
            (await visitor.SignInAsync(User)).Dispose();
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["username"] = User, ["password"] = "secret" });
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        using var answer = await visitor.SendAsync(request);
        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("webmail=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_program_says_that_it_lives()
    {
        using var visitor = new Visitor(Webmail.Address);
        using var live = await visitor.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        using var ready = await visitor.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    private static async Task<Uri> FrameAsync(MailPage mail) =>
        new(await mail.Reader.Locator("iframe[data-testid=message-body]:visible").EvaluateAsync<string>("frame => frame.src"));

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : "";

    [GeneratedRegex("'nonce-([A-Za-z0-9+/=]+)'")]
    private static partial Regex Nonce();
}
