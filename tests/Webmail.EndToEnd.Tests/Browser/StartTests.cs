using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Webmail.MailServers;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>The published program on the command line.</summary>
public sealed class StartTests(BrowserFixture fixture)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        var data = Directory.CreateTempSubdirectory("webmail-start-").FullName;
        try
        {
            var (status, output, errors) = await RunAsync(("ASPNETCORE_URLS", address), ("DataDirectory", data));

            Assert.Equal(71, status);
            Assert.Equal($"Webmail cannot listen: Failed to bind to address {address}: address already in use. ASPNETCORE_URLS or ASPNETCORE_HTTP_PORTS say where it does.", errors.Trim());
            Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task The_probe_finds_the_program_by_the_same_configuration()
    {
        var program = await fixture.ProgramAsync();

        Assert.Equal(0, (await RunAsync(["--health"], ("ASPNETCORE_URLS", program.Address.GetLeftPart(UriPartial.Authority)))).Status);
        Assert.Equal(1, (await RunAsync(["--health"], ("ASPNETCORE_HTTP_PORTS", "1"))).Status);
    }

    [Fact]
    public async Task The_program_keeps_what_it_remembers_in_PostgreSQL_and_says_plainly_when_it_can_not()
    {
        await using var database = await PostgreSqlServer.StartAsync(Cancelled);
        var servers = await fixture.ServersAsync();
        var settings = new Dictionary<string, string>(servers.WebmailSettings(servers.Modern))
        {
            ["Storage__Provider"] = "PostgreSql",
            ["Storage__ConnectionString"] = database.ConnectionString("webmail"),
        };
        // The second start finds the database as the first has left it.
        for (var run = 0; run < 2; run++)
        {
            await using var program = await WebmailProgram.StartAsync(settings, Cancelled);
            using var client = new HttpClient { BaseAddress = program.Address };
            using var answer = await client.GetAsync("health/ready", Cancelled);
            Assert.True(answer.IsSuccessStatusCode);
            Assert.True(program.Complaints().Count == 0, string.Join('\n', program.Log));
        }

        await database.StopAsync(Cancelled);
        var data = Directory.CreateTempSubdirectory("webmail-start-").FullName;
        try
        {
            settings["Storage__ConnectionString"] += ";Password=topsecret";
            var (status, output, errors) = await RunAsync([("DataDirectory", data), .. settings.Select(setting => (setting.Key, setting.Value))]);

            Assert.Equal(69, status);
            Assert.StartsWith("Webmail cannot use its database: PostgreSQL can't be reached at ", errors, StringComparison.Ordinal);
            Assert.Single(errors.Trim().Split('\n'));
            Assert.DoesNotContain("topsecret", output + errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static Task<(int Status, string Output, string Errors)> RunAsync(params (string Key, string Value)[] settings) => RunAsync([], settings);

    private static async Task<(int Status, string Output, string Errors)> RunAsync(string[] arguments, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo(await WebmailProgram.PathAsync(Cancelled), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancelled), process.StandardError.ReadToEndAsync(Cancelled));
            await process.WaitForExitAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(60), Cancelled);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
