namespace Webmail.Web.Hosting;

/// <summary>
/// <c>--health</c>: asks the program that runs on this machine whether it is alive, for containers that have neither shell nor curl.
/// Looks for it where the same configuration lets the program listen.
/// </summary>
internal static class HealthProbe
{
    private const string Flag = "--health";

    // Where Kestrel listens when nothing says where.
    private const string KestrelsOwn = "http://localhost:5000";

    // Less than the five seconds that the container gives.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>True if the command line asks for the probe and for nothing else.</summary>
    public static bool IsAskedFor(string[] args) => args is [Flag];

    /// <summary>0 if the program answers, else 1.</summary>
    public static async Task<int> RunAsync(IConfiguration configuration)
    {
        // It is asked whether it lives, on this machine, and nothing is told to it: by which name its certificate goes is no matter.
        using var handler = new HttpClientHandler
        {
            UseProxy = false,
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        using var client = new HttpClient(handler) { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(AddressFor(configuration));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or FormatException)
        {
            return 1;
        }
    }

    /// <summary>The first address that the program listens at, as it is reached from this machine; one without TLS before one with it.</summary>
    /// <exception cref="FormatException">The configuration holds what is no address; the program does not start with it either.</exception>
    public static Uri AddressFor(IConfiguration configuration)
    {
        var addresses = ListensAt(configuration).Select(BindingAddress.Parse).ToList();
        var address = addresses.Find(one => one.Scheme == Uri.UriSchemeHttp) ?? addresses[0];
        // "*", "+" and the unspecified addresses of both families mean this machine, too.
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port, "/health/live").Uri;
    }

    // In the order of Kestrel: its own section outdoes the addresses, and those the ports.
    private static IEnumerable<string> ListensAt(IConfiguration configuration)
    {
        List<string> endpoints = [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>()];
        if (endpoints.Count > 0)
            return endpoints;
        if (List(configuration["urls"]) is { Length: > 0 } urls)
            return urls;
        string[] ports = [.. List(configuration["http_ports"]).Select(port => $"http://*:{port}"), .. List(configuration["https_ports"]).Select(port => $"https://*:{port}")];
        return ports.Length > 0 ? ports : [KestrelsOwn];
    }

    private static string[] List(string? given) => given?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
