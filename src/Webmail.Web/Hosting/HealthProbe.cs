namespace Webmail.Web.Hosting;

/// <summary>
/// <c>--health</c>: asks the program that runs on this machine whether it is alive, for containers that have neither shell nor curl.
/// </summary>
internal static class HealthProbe
{
    private const string Flag = "--health";

    // Less than the five seconds that the container gives.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>True if the command line asks for the probe and for nothing else.</summary>
    public static bool IsAskedFor(string[] args) => args is [Flag];

    /// <summary>0 if the program answers, else 1.</summary>
    public static async Task<int> RunAsync()
    {
        var port = Environment.GetEnvironmentVariable("ASPNETCORE_HTTP_PORTS")?.Split(';')[0] is { Length: > 0 } given ? given : "8080";
        var pathBase = Environment.GetEnvironmentVariable("Hosting__PathBase")?.TrimEnd('/');
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}{pathBase}/health/live"));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return 1;
        }
    }
}
