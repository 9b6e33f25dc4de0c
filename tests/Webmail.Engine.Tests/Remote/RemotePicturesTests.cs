using System.Net;
using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Remote;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Remote;

public sealed class RemotePicturesTests : IAsyncDisposable
{
    private readonly ScriptedHttpServer server = new();
    private readonly RemoteClient client = new([IPNetwork.Parse("127.0.0.1/32")], TimeProvider.System);
    private readonly FakeTimeProvider time = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_picture_is_fetched_once_for_each_person_and_anew_after_a_while()
    {
        server.On("/a.png", "200 OK", [1, 2, 3]);
        var pictures = new RemotePictures(client, time);

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => pictures.GetAsync("anna", server.Address("/a.png"), Now)));
        Assert.All(all, octets => Assert.Equal([1, 2, 3], octets.ToArray()));
        Assert.Single(server.Requests);

        await pictures.GetAsync("bert", server.Address("/a.png"), Now);
        Assert.Equal(2, server.Requests.Count);

        time.Advance(TimeSpan.FromMinutes(16));
        await pictures.GetAsync("anna", server.Address("/a.png"), Now);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task What_could_not_be_had_is_asked_for_again_after_a_minute_only()
    {
        var pictures = new RemotePictures(client, time);

        Assert.True((await pictures.GetAsync("anna", server.Address("/gone.png"), Now)).IsEmpty);
        Assert.True((await pictures.GetAsync("anna", server.Address("/gone.png"), Now)).IsEmpty);
        Assert.Single(server.Requests);

        server.On("/gone.png", "200 OK", [1]);
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(1, (await pictures.GetAsync("anna", server.Address("/gone.png"), Now)).Length);
    }

    [Fact]
    public async Task Old_pictures_go_when_there_is_no_room()
    {
        var pictures = new RemotePictures(client, time);
        foreach (var number in Enumerable.Range(0, 8))
        {
            server.On($"/{number}.png", "200 OK", new byte[9_000_000]);
            await pictures.GetAsync("anna", server.Address($"/{number}.png"), Now);
        }

        await pictures.GetAsync("anna", server.Address("/7.png"), Now);
        Assert.Equal(8, server.Requests.Count);
        await pictures.GetAsync("anna", server.Address("/0.png"), Now);
        Assert.Equal(9, server.Requests.Count);
    }

    [Fact]
    public async Task One_person_asks_for_a_few_at_a_time()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var number in Enumerable.Range(0, 12))
        {
            server.On($"/{number}.png", async (stream, token) =>
            {
                await release.Task.WaitAsync(token);
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx"u8.ToArray(), token);
            });
        }
        // Each host of its own, so that it is not the limit of connections to one server that holds them up.
        using var many = new RemoteClient([IPNetwork.Parse("127.0.0.1/32")], TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));
        var pictures = new RemotePictures(many, time);

        var asked = Enumerable.Range(0, 12).Select(number => pictures.GetAsync("anna", server.Address($"/{number}.png", $"h{number}.example"), Now)).ToList();
        await Until.TrueAsync(() => server.Requests.Count == 8, Now);
        Assert.Equal(8, server.Connections);
        release.SetResult();

        Assert.All(await Task.WhenAll(asked), octets => Assert.Equal(1, octets.Length));
        Assert.Equal(12, server.Requests.Count);
    }
}
