using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Webmail.Engine.Remote;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Remote;

/// <summary>The client over real sockets: names lead where the test says, and one inner server shows what got through.</summary>
public sealed class RemoteClientTests : IAsyncDisposable
{
    private static readonly IPNetwork Loopback = IPNetwork.Parse("127.0.0.1/32");

    private readonly ScriptedHttpServer server = new();
    private readonly List<string> lookedUp = [];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task An_answer_comes_whole_and_the_server_learns_nothing_of_the_person()
    {
        server.On("/a.png?x=1", "200 OK\r\nSet-Cookie: seen=1; Path=/\r\nContent-Type: image/png", [1, 2, 3]);
        using var client = Client();

        var first = await client.SendAsync(new RemoteRequest(server.Address("/a.png?x=1", "pictures.example")), Now);
        var second = await client.SendAsync(new RemoteRequest(server.Address("/a.png?x=1", "pictures.example")), Now);

        Assert.True(first.IsSuccess);
        Assert.Equal([1, 2, 3], first.Content.ToArray());
        Assert.True(second.IsSuccess);
        Assert.All(server.Requests, request => Assert.Equal(
            $"GET /a.png?x=1 HTTP/1.1\nHost: pictures.example:{server.Port}\nUser-Agent: {RemoteClient.UserAgent}\nAccept: */*\nAccept-Encoding: gzip, deflate, br", request.TrimEnd()));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_post_tells_what_it_has_to_and_is_not_led_on()
    {
        server.On("/leave", "302 Found\r\nLocation: /elsewhere");
        using var client = Client();

        var answer = await client.SendAsync(
            new RemoteRequest(server.Address("/leave")) { Method = HttpMethod.Post, Content = "List-Unsubscribe=One-Click"u8.ToArray() }, Now);

        Assert.Equal((RemoteOutcome.Answered, 302, false), (answer.Outcome, answer.Status, answer.IsSuccess));
        var request = Assert.Single(server.Requests);
        Assert.Contains("Content-Type: application/x-www-form-urlencoded\nContent-Length: 26", request, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Redirects => [.. RemoteTable.Rows("Redirects").Select(row => (row.Address, string.Join(' ', row.LeadsTo.AsEnumerable()), row.Verdict))];

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task A_redirect_leads_nowhere_that_a_link_may_not(string target, string leadsTo, string verdict)
    {
        server.On("/out", $"302 Found\r\nLocation: {target.Replace("{port}", server.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}").On("/inner", "200 OK", [1]);
        using var client = Client(host => host == "first.example" || leadsTo.Length == 0 ? [IPAddress.Loopback] : [IPAddress.Parse(leadsTo)]);

        var answer = await client.SendAsync(new RemoteRequest(server.Address("/out", "first.example")), Now);

        Assert.Equal(verdict, answer.IsSuccess ? "fetched" : answer.Outcome.ToString().ToLowerInvariant());
        Assert.Equal(verdict == "fetched" ? 2 : 1, server.Connections);
    }

    [Fact]
    public async Task A_name_that_changes_its_mind_between_two_questions_is_asked_once()
    {
        server.On("/a", "200 OK", [1]);
        var asked = 0;
        // First public to everybody's eyes, then inner: the trick of rebinding.
        using var client = Client(_ => Interlocked.Increment(ref asked) == 1 ? [IPAddress.Loopback] : [IPAddress.Parse("10.0.0.1")]);

        var first = await client.SendAsync(new RemoteRequest(server.Address("/a", "rebinding.example")), Now);
        var second = await client.SendAsync(new RemoteRequest(server.Address("/a", "rebinding.example")), Now);

        Assert.True(first.IsSuccess);
        Assert.Equal(RemoteOutcome.Refused, second.Outcome);
        Assert.Equal(["rebinding.example", "rebinding.example"], lookedUp);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_name_with_one_inner_address_among_others_is_not_connected_to()
    {
        using var client = Client(_ => [IPAddress.Loopback, IPAddress.Parse("192.168.1.1")]);

        var answer = await client.SendAsync(new RemoteRequest(server.Address("/a", "mixed.example")), Now);

        Assert.Equal(RemoteOutcome.Refused, answer.Outcome);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Redirects_are_followed_a_few_times_and_no_more()
    {
        server.On("/loop", "302 Found\r\nLocation: /loop").On("/one", "301 Moved\r\nLocation: /two").On("/two", "307 Moved\r\nLocation: /three").On("/three", "200 OK", [3]);
        using var client = Client();

        var few = await client.SendAsync(new RemoteRequest(server.Address("/one")), Now);
        var many = await client.SendAsync(new RemoteRequest(server.Address("/loop")), Now);

        Assert.Equal([3], few.Content.ToArray());
        Assert.Equal(RemoteOutcome.TooManyRedirects, many.Outcome);
        Assert.Equal(3 + 6, server.Requests.Count);
    }

    [Fact]
    public async Task What_is_too_large_is_left_whether_it_says_so_or_not()
    {
        using var bomb = new MemoryStream();
        await using (var packed = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
            await packed.WriteAsync(new byte[20_000_000], Now);
        server.On("/said", "200 OK", new byte[100_001]);
        server.On("/unsaid", async (stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray(), token);
            while (!token.IsCancellationRequested)
                await stream.WriteAsync(new byte[10_000], token);
        });
        server.On("/bomb", "200 OK\r\nContent-Encoding: gzip", bomb.ToArray());
        using var client = Client();

        foreach (var path in new[] { "/said", "/unsaid", "/bomb" })
            Assert.Equal(RemoteOutcome.TooLarge, (await client.SendAsync(new RemoteRequest(server.Address(path)) { MaxOctets = 100_000 }, Now)).Outcome);
    }

    [Fact]
    public async Task A_server_that_takes_its_time_is_left()
    {
        server.On("/drip", async (stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray(), token);
            await Task.Delay(Timeout.Infinite, token);
        });
        using var client = Client();

        var answer = await client.SendAsync(new RemoteRequest(server.Address("/drip")) { Timeout = TimeSpan.FromMilliseconds(300) }, Now);

        Assert.Equal(RemoteOutcome.TooSlow, answer.Outcome);
    }

    [Fact]
    public async Task What_is_no_answer_is_told_as_a_server_that_does_not_answer()
    {
        server.On("/noise", (stream, token) => stream.WriteAsync(Encoding.ASCII.GetBytes("220 mail.example ESMTP\r\n"), token).AsTask());
        server.On("/torn", "200 OK\r\nContent-Encoding: gzip", [1, 2, 3]);
        using var client = Client(host => host == "nowhere.example" ? throw new SocketException((int)SocketError.HostNotFound) : [IPAddress.Loopback]);

        Assert.Equal(RemoteOutcome.Unreachable, (await client.SendAsync(new RemoteRequest(server.Address("/noise")), Now)).Outcome);
        Assert.Equal(RemoteOutcome.Unreachable, (await client.SendAsync(new RemoteRequest(server.Address("/torn")), Now)).Outcome);
        Assert.Equal(RemoteOutcome.Refused, (await client.SendAsync(new RemoteRequest(server.Address("/a", "nowhere.example")), Now)).Outcome);
    }

    [Fact]
    public async Task All_failures_take_their_time_in_the_same_steps()
    {
        using var client = Client(_ => [IPAddress.Parse("10.0.0.1")]);
        var started = TimeProvider.System.GetTimestamp();

        await client.SendAsync(new RemoteRequest(server.Address("/a", "inner.example")), Now);

        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(240));
    }

    private RemoteClient Client(Func<string, IPAddress[]>? resolve = null) => new([Loopback], TimeProvider.System, (host, _) =>
    {
        lookedUp.Add(host);
        return Task.FromResult(resolve?.Invoke(host) ?? [IPAddress.Loopback]);
    });
}
