using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Accounts;
using Webmail.Engine.Submission.Smtp;
using Webmail.Engine.Tests.Scripted;
using static Webmail.Engine.Tests.Scripted.ScriptedSmtpServer;

namespace Webmail.Engine.Tests.Submission;

/// <summary>What a server can do is asked once, and told before anything is sent.</summary>
public sealed class SubmissionServersTests : IAsyncDisposable
{
    private readonly ScriptedSmtpServer server = new("AUTH PLAIN", "SIZE 26214400", "DSN");
    private readonly FakeTimeProvider time = new();
    private readonly SubmissionServers servers;

    public SubmissionServersTests() => servers = new(new SubmissionTimes { Connect = TimeSpan.FromSeconds(30) }, time);

    private Account Account =>
        new("anna@example.org", new ServerEndpoint("127.0.0.1", 1, TransportSecurity.None, null), new ServerEndpoint("127.0.0.1", server.Port, TransportSecurity.None, null), null);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_server_tells_its_limit_without_a_sign_in_and_is_asked_again_an_hour_later()
    {
        var offers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => servers.AskAsync(Account, Now)));

        Assert.All(offers, offer => Assert.Equal(new SubmissionOffers(26_214_400, ReportsDelivery: true), offer));
        Assert.Single(server.Received, line => line.StartsWith("EHLO", StringComparison.Ordinal));
        Assert.DoesNotContain("AUTH", server.Received);

        server.Offers = ["SIZE 0"];
        time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(new SubmissionOffers(null, ReportsDelivery: false), await servers.AskAsync(Account, Now));
    }

    [Fact]
    public async Task A_server_that_could_not_be_had_is_asked_again_soon()
    {
        server.On(Greeting, HangUp);
        Assert.Null(await servers.AskAsync(Account, Now));

        server.On(Greeting, "220 ready");
        Assert.Null(await servers.AskAsync(Account, Now));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(26_214_400, (await servers.AskAsync(Account, Now))?.MaxOctets);
    }

    [Fact]
    public async Task An_account_that_cannot_send_has_no_server_to_ask() => Assert.Null(await servers.AskAsync(Account with { Submission = null }, Now));
}
