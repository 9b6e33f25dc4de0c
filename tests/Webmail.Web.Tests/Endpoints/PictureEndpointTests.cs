using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Remote;
using Webmail.Engine.Tests.Scripted;
using Webmail.Web.Endpoints;
using Webmail.Web.Tests.Hosting;

namespace Webmail.Web.Tests.Endpoints;

/// <summary>Pictures from elsewhere over the whole program, with a server of a sender's on loopback that the host has allowed.</summary>
public sealed partial class PictureEndpointTests : IAsyncDisposable
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 0, 1];

    private readonly ScriptedHttpServer sender = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => sender.DisposeAsync();

    [Fact]
    public async Task A_picture_comes_by_the_program_and_its_server_meets_nobody_else()
    {
        sender.On("/a.png", "200 OK\r\nContent-Type: text/html\r\nSet-Cookie: seen=1", Png);
        await using var host = await StartAsync($"<img src=\"{sender.Address("/a.png")}\" width=300>");
        using var body = await host.Browser.GetAsync(MessageHost.Message + "/body?remote=1", Now);
        var html = await body.Content.ReadAsStringAsync(Now);
        Assert.Empty(sender.Requests);
        Assert.DoesNotContain($":{sender.Port}", html);

        // The frame has no origin, so its requests have no cookie.
        using var stranger = host.NewBrowser();
        stranger.DefaultRequestHeaders.Add("Referer", "http://localhost/mail/INBOX");
        using var picture = await stranger.GetAsync(Address(html), Now);

        Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
        Assert.Equal(Png, await picture.Content.ReadAsByteArrayAsync(Now));
        Assert.Equal("image/png", picture.Content.Headers.ContentType!.ToString());
        Assert.Equal("default-src 'none'; sandbox", One(picture, "Content-Security-Policy"));
        Assert.Equal("nosniff", One(picture, "X-Content-Type-Options"));
        Assert.Equal("max-age=3600, private, immutable", picture.Headers.CacheControl!.ToString());
        Assert.False(picture.Headers.Contains("Set-Cookie"));
        var asked = Assert.Single(sender.Requests);
        Assert.Contains("User-Agent: " + RemoteClient.UserAgent, asked);
        Assert.DoesNotContain("Cookie", asked);
        Assert.DoesNotContain("Referer", asked);
        Assert.DoesNotContain("localhost", asked);
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "image/svg+xml")]
    [InlineData("<html><script>alert(1)</script></html>", "image/png")]
    [InlineData("%PDF-1.7", "image/png")]
    [InlineData("", "image/png")]
    public async Task What_is_no_picture_is_not_there_whatever_it_is_called(string content, string type)
    {
        sender.On("/x", $"200 OK\r\nContent-Type: {type}", System.Text.Encoding.UTF8.GetBytes(content));
        await using var host = await StartAsync($"<img src=\"{sender.Address("/x")}\" width=300>");

        using var picture = await host.Browser.GetAsync(await AddressAsync(host), Now);

        Assert.Equal(HttpStatusCode.NotFound, picture.StatusCode);
        Assert.Equal("", await picture.Content.ReadAsStringAsync(Now));
        Assert.Equal("no-store", picture.Headers.CacheControl!.ToString());
        Assert.Equal("default-src 'none'; sandbox", One(picture, "Content-Security-Policy"));
        Assert.Single(sender.Requests);
    }

    [Fact]
    public async Task An_inner_address_and_one_that_leads_there_look_like_a_picture_that_is_gone()
    {
        sender.On("/out", "302 Found\r\nLocation: http://127.0.0.2/a.png");
        await using var host = await StartAsync($"<img src=\"http://10.0.0.1/a.png\" width=300><img src=\"{sender.Address("/out")}\" width=300><img src=\"{sender.Address("/gone")}\" width=300>");
        var html = await host.Browser.GetStringAsync(MessageHost.Message + "/body?remote=1", Now);
        var answers = new List<string>();
        foreach (Match address in PictureAddress().Matches(html))
        {
            using var picture = await host.Browser.GetAsync(address.Value, Now);
            answers.Add($"{picture.StatusCode} {await picture.Content.ReadAsStringAsync(Now)} {picture.Headers.CacheControl} {picture.Content.Headers.ContentType}");
        }

        Assert.Equal(3, answers.Count);
        Assert.Equal("NotFound  no-store ", Assert.Single(answers.Distinct()));
    }

    [Fact]
    public async Task Nobody_makes_an_address_and_none_outlives_the_sign_in()
    {
        sender.On("/a.png", "200 OK", Png);
        await using var host = await StartAsync($"<img src=\"{sender.Address("/a.png")}\" width=300>");
        var address = await AddressAsync(host);

        foreach (var wrong in new[] { "/image", "/image?p=", "/image?p=AAAA", "/image?p=%00", $"/image?p={sender.Address("/a.png")}", address[..^2] + "AA", address + "A" })
        {
            using var refused = await host.Browser.GetAsync(wrong, Now);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }
        using var posted = await host.Browser.PostAsync(address, null, Now);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        Assert.Empty(sender.Requests);

        await host.SignInAnewAsync();
        using var late = await host.Browser.GetAsync(address, Now);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        Assert.Empty(sender.Requests);
    }

    [Fact]
    public void An_address_is_good_for_two_hours_below_the_path_of_the_program()
    {
        var time = new FakeTimeProvider();
        var tickets = new PictureTickets(new EphemeralDataProtectionProvider(), time);
        var context = new DefaultHttpContext { Request = { PathBase = "/webmail" } };
        var address = tickets.Seal(context, "session", new Uri("https://p.example/a.png?x=1"));
        Assert.StartsWith("/webmail/image?p=", address);
        var ticket = address["/webmail/image?p=".Length..];

        Assert.Equal(("session", new Uri("https://p.example/a.png?x=1")), tickets.Open(ticket));
        Assert.Null(new PictureTickets(new EphemeralDataProtectionProvider(), time).Open(ticket));
        time.Advance(TimeSpan.FromHours(2));
        Assert.Null(tickets.Open(ticket));
    }

    private static Task<MessageHost> StartAsync(string html) => MessageHost.StartAsync(
        $"From: Shop <news@shop.example>\nTo: someone@example.test\nSubject: News\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{html}\n",
        ("Remote:AllowedNetworks", "127.0.0.1"));

    private static async Task<string> AddressAsync(MessageHost host) => Address(await host.Browser.GetStringAsync(MessageHost.Message + "/body?remote=1", Now));

    private static string Address(string html) => PictureAddress().Match(html).Value;

    private static string One(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    [GeneratedRegex(@"/image\?p=[\w-]+")]
    private static partial Regex PictureAddress();
}
