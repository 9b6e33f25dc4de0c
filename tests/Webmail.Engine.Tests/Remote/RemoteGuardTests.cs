using System.Net;
using System.Net.Sockets;
using Webmail.Engine.Remote;

namespace Webmail.Engine.Tests.Remote;

/// <summary>The guard, against the table of <c>docs/remote-content.md</c>.</summary>
public sealed class RemoteGuardTests
{
    public static TheoryData<string, string, string> Table => [.. RemoteTable.Rows("Addresses").Select(row => (row.Address, string.Join(' ', row.LeadsTo.AsEnumerable()), row.Verdict))];

    [Fact]
    public void The_table_has_its_rows() => Assert.InRange(Table.Count, 90, 200);

    [Theory]
    [MemberData(nameof(Table))]
    public async Task An_address_gets_the_verdict_that_is_documented(string address, string leadsTo, string verdict)
    {
        var addresses = leadsTo.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse).ToArray();

        Assert.Equal(verdict, await JudgeAsync(address, addresses));
    }

    [Theory]
    [InlineData("10.20.0.0/16", "http://10.20.1.1:8080/", "fetched")]
    [InlineData("10.20.0.0/16", "http://[::ffff:10.20.1.1]/", "fetched")]
    [InlineData("10.20.0.0/16", "http://10.21.1.1/", "refused: private")]
    [InlineData("10.20.0.0/16", "http://8.8.8.8:8080/", "refused: port")]
    [InlineData("fd12::/48", "http://[fd12::5]:3000/", "fetched")]
    public async Task A_network_that_the_host_allows_is_reached_at_any_port(string network, string address, string verdict) =>
        Assert.Equal(verdict, await JudgeAsync(address, [], IPNetwork.Parse(network)));

    private static async Task<string> JudgeAsync(string address, IPAddress[] leadsTo, params IPNetwork[] allowed)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return "refused: name";
        if (RemoteGuard.JudgeForm(uri) is var form && form != RemoteVerdict.Fetched)
            return Said(form.ToString());
        var guard = new RemoteGuard(allowed, (_, _) => leadsTo.Length > 0 ? Task.FromResult(leadsTo) : throw new SocketException((int)SocketError.HostNotFound));
        // As the HTTP handler gives it to the connection.
        var found = await guard.FindAsync(uri.IdnHost, uri.Port, TestContext.Current.CancellationToken);
        return found.Verdict switch
        {
            RemoteVerdict.Fetched when found.Addresses.Count > 0 => "fetched",
            RemoteVerdict.Address => Said(found.Kind.ToString()),
            _ => Said(found.Verdict.ToString()),
        };
    }

    private static string Said(string why) => $"refused: {why}".ToLowerInvariant();
}
