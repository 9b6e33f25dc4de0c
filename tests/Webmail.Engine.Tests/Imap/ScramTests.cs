using System.Security.Cryptography;
using System.Text;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Imap;

/// <summary>ADR 6: servers that offer SCRAM and may not be able to do it.</summary>
public sealed class ScramTests : PoolFixture
{
    private const string Offered = "IMAP4rev1 SASL-IR AUTH=SCRAM-SHA-256 AUTH=PLAIN NAMESPACE IDLE";

    private IEnumerable<string> Mechanisms =>
        Server.Received.Where(command => command.Name == "AUTHENTICATE").Select(command => command.Arguments.Split(' ')[0]);

    [Fact]
    public async Task A_server_whose_stored_passwords_cannot_do_SCRAM_is_signed_in_to_by_PLAIN()
    {
        var pool = Refusing("[AUTHENTICATIONFAILED] no");
        await pool.ConnectAsync(Now);
        Assert.Equal(["SCRAM-SHA-256", "PLAIN"], Mechanisms);
        Assert.True(pool.IsConnected);
    }

    [Fact]
    public async Task What_worked_is_remembered_for_the_other_connections()
    {
        var pool = Refusing("[AUTHENTICATIONFAILED] no");
        await SelectedAsync(pool, ConnectionRole.Interactive, "INBOX");
        await SelectedAsync(pool, ConnectionRole.Background, "INBOX");
        Assert.Equal(["SCRAM-SHA-256", "PLAIN", "PLAIN"], Mechanisms);
    }

    [Fact]
    public async Task A_server_that_hangs_up_after_the_refusal_is_asked_anew()
    {
        var pool = Refusing("no", hangUp: true);
        await pool.ConnectAsync(Now);
        Assert.Equal(2, Server.Connections);
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once_by_each_and_then_called_wrong()
    {
        var pool = Refusing("[AUTHENTICATIONFAILED] no", plainToo: true);
        Assert.Equal(SignInFailure.WrongCredentials, await FailureAsync(pool));
        Assert.Equal(["SCRAM-SHA-256", "PLAIN"], Mechanisms);
    }

    [Theory]
    [InlineData("[UNAVAILABLE] later", SignInFailure.ServerRefused)]
    [InlineData("[EXPIRED] renew it", SignInFailure.ServerRefused)]
    [InlineData("[LIMIT] too many", SignInFailure.TooManyConnections)]
    public async Task A_refusal_that_is_not_about_the_password_is_believed(string refusal, SignInFailure expected)
    {
        Assert.Equal(expected, await FailureAsync(Refusing(refusal)));
        Assert.Equal(["SCRAM-SHA-256"], Mechanisms);
    }

    [Fact]
    public async Task In_the_clear_the_password_is_not_shown()
    {
        Assert.Equal(SignInFailure.WrongCredentials, await FailureAsync(Refusing("no", encrypted: false)));
        Assert.Equal(["SCRAM-SHA-256"], Mechanisms);
    }

    [Fact]
    public async Task A_server_that_cannot_prove_that_it_knows_the_password_is_not_shown_it()
    {
        var pool = Refusing("no");
        Server.On("AUTHENTICATE", async (session, command) =>
        {
            // A nonce that does not begin with ours (RFC 5802 5.1).
            await session.SendAsync("+ " + Convert.ToBase64String(Encoding.ASCII.GetBytes("r=foreign,s=c2FsdA==,i=4096")));
            await session.ReadAsync();
            await session.NoAsync(command, "[AUTHENTICATIONFAILED] no");
        });
        Assert.Equal(SignInFailure.ServerRefused, await FailureAsync(pool));
        Assert.Equal(["SCRAM-SHA-256"], Mechanisms);
    }

    /// <summary>A pool to a server that refuses SCRAM.</summary>
    private ImapConnectionPool Refusing(string refusal, bool plainToo = false, bool hangUp = false, bool encrypted = true)
    {
        Server.Capabilities = Offered;
        Server.Greeting = $"* OK [CAPABILITY {Offered}] ready";
        var answer = Server.Answer("AUTHENTICATE");
        Server.On("AUTHENTICATE", async (session, command) =>
        {
            if (!plainToo && command.Arguments.StartsWith("PLAIN", StringComparison.Ordinal))
            {
                await answer(session, command);
                return;
            }

            await session.NoAsync(command, refusal);
            session.HangUp = hangUp;
        });
        if (!encrypted)
            return Pool();

        Server.Certificate = TestCertificate.SelfSigned();
        return Pool(TransportSecurity.Tls, Convert.ToHexString(Server.Certificate.GetCertHash(HashAlgorithmName.SHA256)));
    }
}
