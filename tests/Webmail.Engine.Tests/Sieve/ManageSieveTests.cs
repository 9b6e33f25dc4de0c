using Webmail.Engine.Accounts;
using Webmail.Engine.Sieve.ManageSieve;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Sieve;

/// <summary>Corners of RFC 5804.</summary>
public sealed class ManageSieveTests
{
    private static readonly ManageSieveTimes Times = new() { ConnectAttempts = 1 };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Encryption_is_agreed_before_anything_else_and_what_was_said_before_is_forgotten()
    {
        using var certificate = TestCertificate.SelfSigned();
        await using var server = new ScriptedManageSieveServer { Certificate = certificate };
        var hello = true;
        // Somebody between us promises more than the server has.
        server.On(ScriptedManageSieveServer.Greeting, _ => hello ? "\"SIEVE\" \"forged\"\r\n\"SASL\" \"LOGIN\"\r\n\"STARTTLS\"\r\nOK" : "");
        await using var client = await OpenAsync(Endpoint(server, TransportSecurity.StartTls, certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256)));
        hello = false;
        Assert.Equal(["STARTTLS", "AUTHENTICATE PLAIN", "CAPABILITY"], server.Received);
        Assert.False(client.Capabilities.Features.Has("forged"));
        Assert.True(client.Capabilities.Features.Has("fileinto"));
    }

    [Fact]
    public async Task What_comes_with_the_answer_to_STARTTLS_ends_the_connection()
    {
        using var certificate = TestCertificate.SelfSigned();
        await using var server = new ScriptedManageSieveServer { Certificate = certificate };
        server.On("STARTTLS", "OK \"go on\"\r\n\"SASL\" \"PLAIN\"\r\nOK");
        Assert.Equal(ManageSieveFailure.EncryptionNotOffered, await FailureAsync(Endpoint(server, TransportSecurity.StartTls)));
        Assert.DoesNotContain(server.Received, line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_configured_encryption_no_password_is_sent()
    {
        await using var server = new ScriptedManageSieveServer();
        Assert.Equal(ManageSieveFailure.EncryptionNotOffered, await FailureAsync(Endpoint(server, TransportSecurity.StartTls)));
        Assert.Equal(ManageSieveFailure.EncryptionNotOffered, await FailureAsync(Endpoint(server) with { Host = "192.0.2.1" }));
        using var certificate = TestCertificate.SelfSigned();
        await using var other = new ScriptedManageSieveServer { Certificate = certificate };
        Assert.Equal(ManageSieveFailure.CertificateNotTrusted, await FailureAsync(Endpoint(other, TransportSecurity.StartTls)));
        other.On("STARTTLS", "NO \"not today\"");
        Assert.Equal(ManageSieveFailure.EncryptionNotOffered, await FailureAsync(Endpoint(other, TransportSecurity.StartTls)));
        Assert.DoesNotContain(server.Received.Concat(other.Received), line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NO \"no\"", ManageSieveFailure.CredentialsRejected)]
    [InlineData("NO (TRYLATER) \"no\"", ManageSieveFailure.TryLater)]
    [InlineData("BYE \"too many\"", ManageSieveFailure.TryLater)]
    [InlineData("NO (ENCRYPT-NEEDED) \"no\"", ManageSieveFailure.EncryptionNotOffered)]
    [InlineData("what?", ManageSieveFailure.NotUnderstood)]
    public async Task A_refused_sign_in_is_not_tried_again(string answer, ManageSieveFailure failure)
    {
        await using var server = new ScriptedManageSieveServer();
        server.On("AUTHENTICATE", answer);
        Assert.Equal(failure, await FailureAsync(Endpoint(server)));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_server_that_refuses_SCRAM_is_asked_with_PLAIN_under_TLS_only()
    {
        using var certificate = TestCertificate.SelfSigned();
        await using var server = new ScriptedManageSieveServer { Certificate = certificate, Mechanisms = "SCRAM-SHA-256-PLUS SCRAM-SHA-256 PLAIN" };
        server.On("AUTHENTICATE", arguments => arguments[0] == "PLAIN" ? "OK" : "NO \"no\"");
        var endpoint = Endpoint(server, TransportSecurity.StartTls, certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256));
        await using (await OpenAsync(endpoint))
            Assert.Equal(["AUTHENTICATE SCRAM-SHA-256", "AUTHENTICATE PLAIN"], server.Received.Where(line => line.StartsWith("AUTH", StringComparison.Ordinal)));

        await using var bare = new ScriptedManageSieveServer { Mechanisms = "SCRAM-SHA-256 PLAIN" };
        bare.On("AUTHENTICATE", "NO \"no\"");
        Assert.Equal(ManageSieveFailure.CredentialsRejected, await FailureAsync(Endpoint(bare)));
        Assert.Equal(1, bare.Connections);
    }

    [Fact]
    public async Task A_server_that_does_not_prove_that_it_knows_the_password_is_not_trusted()
    {
        await using var server = new ScriptedManageSieveServer { Mechanisms = "SCRAM-SHA-256" };
        server.On("AUTHENTICATE", "OK \"welcome\"");
        Assert.Equal(ManageSieveFailure.NotUnderstood, await FailureAsync(Endpoint(server)));
    }

    [Fact]
    public async Task A_referral_is_followed_to_a_configured_server_only()
    {
        await using var first = new ScriptedManageSieveServer();
        await using var second = new ScriptedManageSieveServer();
        first.On("AUTHENTICATE", $"BYE (REFERRAL \"sieve://localhost:{second.Port}\") \"over there\"");
        Assert.Equal(ManageSieveFailure.ReferredElsewhere, await FailureAsync(Endpoint(first)));
        Assert.Equal(0, second.Connections);
        await using (await OpenAsync(Endpoint(first), [Endpoint(second)]))
            Assert.Equal(1, second.Connections);
        // Round in circles is nowhere.
        second.On(ScriptedManageSieveServer.Greeting, $"BYE (REFERRAL \"sieve://localhost:{first.Port}/\")");
        Assert.Equal(ManageSieveFailure.ReferredElsewhere, await FailureAsync(Endpoint(first), [Endpoint(first), Endpoint(second)]));
    }

    [Theory]
    [InlineData("{99999999}\r\nx")]
    [InlineData("{12x}\r\n")]
    [InlineData("{5}xx")]
    [InlineData("\"never\r\nends\"")]
    [InlineData("(LONG)")]
    public async Task What_is_no_ManageSieve_or_too_much_of_it_ends_the_connection(string answer)
    {
        await using var server = new ScriptedManageSieveServer();
        await using var client = await OpenAsync(Endpoint(server));
        server.On("LISTSCRIPTS", answer == "(LONG)" ? new string('a', 100_000) : answer);
        var failed = await Assert.ThrowsAsync<ManageSieveException>(() => client.ListScriptsAsync(Cancelled));
        Assert.Equal(ManageSieveFailure.NotUnderstood, failed.Fault.Failure);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_for_ever()
    {
        await using var server = new ScriptedManageSieveServer();
        await using var client = await OpenAsync(Endpoint(server));
        server.On("LISTSCRIPTS", string.Concat(Enumerable.Repeat("\"a\"\r\n", 5_000)));
        Assert.Equal(ManageSieveFailure.NotUnderstood, (await Assert.ThrowsAsync<ManageSieveException>(() => client.ListScriptsAsync(Cancelled))).Fault.Failure);
    }

    [Fact]
    public async Task Names_and_scripts_go_both_ways_as_they_are()
    {
        await using var server = new ScriptedManageSieveServer();
        await using var client = await OpenAsync(Endpoint(server));
        var script = "# \"{5+}\\ ü\r\n" + new string('x', 1_000_000);
        Assert.True((await client.PutScriptAsync("a ü {3}", script, Cancelled)).IsOk);
        Assert.Equal(script, (await client.GetScriptAsync("a ü {3}", Cancelled)).Text);
        server.On("LISTSCRIPTS", "\"quo\\\"ted\\\\\" ACTIVE\r\n{3}\r\na\"b\r\nOK (TAG {2}\r\nxy) \"done\"");
        var (names, active) = await client.ListScriptsAsync(Cancelled);
        Assert.Equal(["quo\"ted\\", "a\"b"], names);
        Assert.Equal("quo\"ted\\", active);
        Assert.Equal((false, "NONEXISTENT"), (await client.GetScriptAsync("none", Cancelled)).Reply is var reply ? (reply.IsOk, reply.Code) : default);
        Assert.True((await client.RenameScriptAsync("a", "b", Cancelled)).IsOk);
        Assert.True((await client.DeleteScriptAsync("b", Cancelled)).IsOk);
        Assert.True((await client.NoOpAsync(Cancelled)).IsOk);
        await client.LogOutAsync(Cancelled);
        Assert.Equal(["RENAMESCRIPT a b", "DELETESCRIPT b", "NOOP", "LOGOUT"], server.Received.ToArray()[^4..]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\r\nLOGOUT")]
    [InlineData("a\u2028")]
    public async Task A_name_that_is_none_is_not_sent(string name)
    {
        await using var server = new ScriptedManageSieveServer();
        await using var client = await OpenAsync(Endpoint(server));
        Assert.Equal(ManageSieveFailure.BadName, (await Assert.ThrowsAsync<ManageSieveException>(() => client.DeleteScriptAsync(name, Cancelled))).Fault.Failure);
        Assert.True(ManageSieveClient.IsName("Über 🎉"));
        Assert.False(ManageSieveClient.IsName("half \uD800"));
    }

    [Theory]
    [InlineData("NO (ACTIVE) \"in use\"", ManageSieveFailure.ScriptIsActive)]
    [InlineData("NO (ALREADYEXISTS) \"taken\"", ManageSieveFailure.NameTaken)]
    [InlineData("NO (quota/maxscripts) \"full\"", ManageSieveFailure.OverQuota)]
    [InlineData("NO (X-OTHER (\"a\" (\"b\"))) \"x\"", ManageSieveFailure.Refused)]
    [InlineData("NO", ManageSieveFailure.Refused)]
    public async Task A_response_code_says_why(string answer, ManageSieveFailure failure)
    {
        await using var server = new ScriptedManageSieveServer();
        await using var client = await OpenAsync(Endpoint(server));
        server.On("DELETESCRIPT", answer);
        Assert.Equal(failure, (await client.DeleteScriptAsync("a", Cancelled)).Fault.Failure);
    }

    private static ServerEndpoint Endpoint(ScriptedManageSieveServer server, TransportSecurity security = TransportSecurity.None, string? trusted = null) =>
        new("localhost", server.Port, security, trusted);

    private static Task<ManageSieveClient> OpenAsync(ServerEndpoint server, IReadOnlyCollection<ServerEndpoint>? allowed = null) =>
        new ManageSieveConnector(allowed ?? [], Times, TimeProvider.System).OpenAsync(server, new PasswordCredentials("anna@b.example", "secret"), Cancelled);

    private static async Task<ManageSieveFailure> FailureAsync(ServerEndpoint server, IReadOnlyCollection<ServerEndpoint>? allowed = null) =>
        (await Assert.ThrowsAsync<ManageSieveException>(() => OpenAsync(server, allowed))).Fault.Failure;
}
