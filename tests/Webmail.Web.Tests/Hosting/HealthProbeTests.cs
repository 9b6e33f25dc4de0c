using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Webmail.Web.Hosting;

namespace Webmail.Web.Tests.Hosting;

public sealed class HealthProbeTests
{
    [Theory]
    [InlineData("http://localhost:5000/health/live")]
    [InlineData("http://127.0.0.1:8080/health/live", "http_ports", "8080")]
    [InlineData("http://127.0.0.1:81/health/live", "http_ports", "81;82")]
    [InlineData("https://127.0.0.1:443/health/live", "https_ports", "443")]
    [InlineData("http://127.0.0.1:8080/health/live", "http_ports", "8080", "https_ports", "8443")]
    [InlineData("http://127.0.0.1:9000/health/live", "urls", "http://*:9000", "http_ports", "8080")]
    [InlineData("http://127.0.0.1:9000/health/live", "urls", "http://+:9000")]
    [InlineData("http://127.0.0.1:9000/health/live", "urls", "http://0.0.0.0:9000")]
    [InlineData("http://127.0.0.1:9000/health/live", "urls", "http://[::]:9000")]
    [InlineData("http://[::1]:9000/health/live", "urls", "http://[::1]:9000")]
    [InlineData("http://10.1.2.3:9000/health/live", "urls", "https://10.1.2.3:9443; http://10.1.2.3:9000")]
    [InlineData("https://127.0.0.1:9443/health/live", "Kestrel:Endpoints:Main:Url", "https://*:9443", "urls", "http://*:9000")]
    public void The_probe_looks_where_the_program_listens(string address, params string[] given) =>
        Assert.Equal(new Uri(address), HealthProbe.AddressFor(Configuration(given)));

    [Fact]
    public async Task An_answer_is_healthy_and_silence_is_not()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var probe = HealthProbe.RunAsync(Configuration("urls", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));
        using (var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        {
            await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            Assert.Equal(0, await probe);
        }

        var refused = Configuration("urls", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        Assert.Equal(1, await HealthProbe.RunAsync(refused));
    }

    [Fact]
    public async Task Below_a_path_base_it_answers_at_the_same_address()
    {
        await using var host = new WebmailHost(("Hosting:PathBase", "/webmail"));
        using var browser = host.Browser();

        Assert.Equal("Healthy", await browser.GetStringAsync("/health/live", TestContext.Current.CancellationToken));
        Assert.Equal("Healthy", await browser.GetStringAsync("/webmail/health/live", TestContext.Current.CancellationToken));
    }

    private static IConfiguration Configuration(params string[] given) =>
        new ConfigurationBuilder().AddInMemoryCollection(given.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1]))).Build();
}
