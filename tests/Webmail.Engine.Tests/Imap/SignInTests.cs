using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Imap;

public sealed class SignInTests : PoolFixture
{
    [Fact]
    public async Task A_sign_in_opens_one_connection()
    {
        var pool = Pool();
        await pool.ConnectAsync(Now);
        Assert.Equal(1, Server.Open);
        Assert.True(pool.IsConnected);
        Assert.True(pool.Capabilities.Idle);
        Assert.False(pool.Capabilities.Move);
    }

    [Theory]
    [InlineData("[AUTHENTICATIONFAILED] no", SignInFailure.WrongCredentials)]
    [InlineData("Login failed", SignInFailure.WrongCredentials)]
    [InlineData("[UNAVAILABLE] Temporary authentication failure", SignInFailure.ServerRefused)]
    [InlineData("[EXPIRED] renew it", SignInFailure.ServerRefused)]
    [InlineData("[PRIVACYREQUIRED] not in the clear", SignInFailure.EncryptionNotOffered)]
    [InlineData("[LIMIT] Too many sessions", SignInFailure.TooManyConnections)]
    [InlineData("Maximum number of connections from user+IP exceeded", SignInFailure.TooManyConnections)]
    public async Task A_refusal_is_told_by_its_code(string refusal, SignInFailure expected)
    {
        Server.On("AUTHENTICATE", (session, command) => session.NoAsync(command, refusal));
        Assert.Equal(expected, await FailureAsync(Pool()));
        Assert.Single(Server.Names, "AUTHENTICATE");
    }

    [Fact]
    public async Task A_wrong_password_is_sent_once_only()
    {
        Server.Capabilities = "IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5";
        Server.Greeting = $"* OK [CAPABILITY {Server.Capabilities}] ready";
        Server.On("AUTHENTICATE", (session, command) => session.NoAsync(command, "wrong"));
        Assert.Equal(SignInFailure.WrongCredentials, await FailureAsync(Pool()));
        Assert.Single(Server.Names);
        Assert.Equal(1, Server.Connections);
    }

    [Fact]
    public async Task Without_SASL_the_LOGIN_command_is_used()
    {
        Server.Capabilities = "IMAP4rev1";
        Server.Greeting = "* OK [CAPABILITY IMAP4rev1] ready";
        await Pool().ConnectAsync(Now);
        Assert.Contains("LOGIN", Server.Names);
    }

    [Fact]
    public async Task A_server_that_wants_encryption_first_gets_no_password()
    {
        Server.Capabilities = "IMAP4rev1 STARTTLS LOGINDISABLED";
        Server.Greeting = $"* OK [CAPABILITY {Server.Capabilities}] ready";
        Assert.Equal(SignInFailure.EncryptionNotOffered, await FailureAsync(Pool()));
        Assert.Empty(Server.Names);
    }

    [Fact]
    public async Task A_PREAUTH_greeting_is_not_accepted()
    {
        Server.Greeting = "* PREAUTH [CAPABILITY IMAP4rev1] you are somebody";
        Assert.Equal(SignInFailure.EncryptionNotOffered, await FailureAsync(Pool(TransportSecurity.StartTls)));
        Assert.DoesNotContain("AUTHENTICATE", Server.Names);
    }

    [Fact]
    public async Task A_PREAUTH_greeting_is_not_accepted_in_the_clear_either()
    {
        Server.Greeting = "* PREAUTH [CAPABILITY IMAP4rev1] you are somebody";
        Assert.Equal(SignInFailure.EncryptionNotOffered, await FailureAsync(Pool()));
    }

    [Fact]
    public async Task STARTTLS_that_was_stripped_is_refused()
    {
        Assert.Equal(SignInFailure.EncryptionNotOffered, await FailureAsync(Pool(TransportSecurity.StartTls)));
        Assert.DoesNotContain("AUTHENTICATE", Server.Names);
    }

    [Fact]
    public async Task STARTTLS_that_is_refused_is_no_reason_to_go_on_in_the_clear()
    {
        Server.Capabilities = "IMAP4rev1 STARTTLS SASL-IR AUTH=PLAIN";
        Server.Greeting = $"* OK [CAPABILITY {Server.Capabilities}] ready";
        Server.On("STARTTLS", (session, command) => session.NoAsync(command, "not today"));
        Assert.Equal(SignInFailure.EncryptionNotOffered, await FailureAsync(Pool(TransportSecurity.StartTls)));
        Assert.DoesNotContain("AUTHENTICATE", Server.Names);
    }

    [Fact]
    public async Task What_is_said_before_STARTTLS_is_done_is_not_believed()
    {
        using var certificate = TestCertificate.SelfSigned();
        Server.Capabilities = "IMAP4rev1 STARTTLS SASL-IR AUTH=PLAIN";
        Server.Greeting = $"* OK [CAPABILITY {Server.Capabilities}] ready";
        // Two lines in one packet: the second was put there by somebody in between.
        Server.On("STARTTLS", async (session, command) =>
        {
            await session.SendAsync($"{command.Tag} OK begin", "* CAPABILITY IMAP4rev1 AUTH=X-INJECTED");
            await session.StartTlsAsync(certificate);
        });
        var pool = Pool(TransportSecurity.StartTls, Fingerprint(certificate));
        await pool.ConnectAsync(Now).ContinueWith(_ => { }, Now, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.All(Server.Received.Where(command => command.Name == "AUTHENTICATE"), command => Assert.StartsWith("PLAIN", command.Arguments, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plaintext_to_another_machine_is_refused_without_a_connection()
    {
        Assert.Equal(SignInFailure.EncryptionNotOffered, await FailureAsync(Pool(new ServerEndpoint("192.0.2.1", 143, TransportSecurity.None, null))));
        Assert.False(new ServerEndpoint("mail.example.org", 143, TransportSecurity.None, null).IsProtected);
        Assert.True(new ServerEndpoint("mail.example.org", 143, TransportSecurity.None, null) { AllowPlaintext = true }.IsProtected);
        Assert.True(new ServerEndpoint("::1", 143, TransportSecurity.None, null).IsProtected);
    }

    [Fact]
    public async Task A_certificate_nobody_signed_is_not_trusted()
    {
        Server.Certificate = TestCertificate.SelfSigned();
        Assert.Equal(SignInFailure.CertificateNotTrusted, await FailureAsync(Pool(TransportSecurity.Tls)));
        Assert.Equal(1, Server.Connections);
    }

    [Fact]
    public async Task A_certificate_with_the_named_fingerprint_is_trusted_whatever_host_it_states()
    {
        Server.Certificate = TestCertificate.SelfSigned("elsewhere.example");
        await Pool(TransportSecurity.Tls, Fingerprint(Server.Certificate)).ConnectAsync(Now);
        Assert.Equal(SignInFailure.CertificateNotTrusted, await FailureAsync(Pool(TransportSecurity.Tls, new string('0', 64))));
    }

    [Fact]
    public async Task A_certificate_in_the_named_file_is_trusted()
    {
        Server.Certificate = TestCertificate.SelfSigned();
        await Pool(TransportSecurity.Tls, PemFile(Server.Certificate.ExportCertificatePem())).ConnectAsync(Now);
        Assert.Equal(SignInFailure.CertificateNotTrusted, await FailureAsync(Pool(TransportSecurity.Tls, "/nowhere/at-all.pem")));
    }

    [Fact]
    public async Task A_named_authority_is_trusted_for_the_hosts_it_states_only()
    {
        var (authority, certificate) = TestCertificate.SignedByAuthority();
        Server.Certificate = certificate;
        var file = PemFile(authority.ExportCertificatePem());
        await Pool(TransportSecurity.Tls, file).ConnectAsync(Now);

        (authority, Server.Certificate) = TestCertificate.SignedByAuthority("elsewhere.example");
        Assert.Equal(SignInFailure.CertificateNotTrusted, await FailureAsync(Pool(TransportSecurity.Tls, PemFile(authority.ExportCertificatePem()))));
    }

    [Fact]
    public async Task A_port_that_does_not_speak_TLS_offers_no_encryption() =>
        Assert.Equal(SignInFailure.EncryptionNotOffered, await FailureAsync(Pool(TransportSecurity.Tls)));

    [Fact]
    public async Task A_port_where_nobody_listens_is_unreachable()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        Assert.Equal(SignInFailure.ServerUnreachable, await FailureAsync(Pool(new ServerEndpoint("127.0.0.1", port, TransportSecurity.None, null))));
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_unreachable_after_the_time_out()
    {
        Server.Greeting = null;
        Options.ConnectTimeout = TimeSpan.FromMilliseconds(300);
        Assert.Equal(SignInFailure.ServerUnreachable, await FailureAsync(Pool()));
        Assert.Equal(1, Server.Connections);
    }

    [Theory]
    [InlineData("* BYE too many connections from your address", SignInFailure.TooManyConnections)]
    [InlineData("* BYE [UNAVAILABLE] shutting down", SignInFailure.ServerUnreachable)]
    [InlineData("220 mail.example.org ESMTP", SignInFailure.ServerUnreachable)]
    public async Task A_greeting_that_is_none_is_told_apart(string greeting, SignInFailure expected)
    {
        Server.Greeting = greeting;
        Assert.Equal(expected, await FailureAsync(Pool()));
    }

    [Fact]
    public void No_text_form_tells_a_secret()
    {
        var credentials = new PasswordCredentials("anna", "hunter2");
        Assert.DoesNotContain("hunter2", credentials.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("anna", credentials.ToString(), StringComparison.Ordinal);
        Assert.True(credentials.Matches(new PasswordCredentials("anna", "hunter2")));
        Assert.False(credentials.Matches(new PasswordCredentials("anna", "hunter3")));
    }

    private static string Fingerprint(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate) =>
        string.Join(':', certificate.GetCertHash(HashAlgorithmName.SHA256).Select(part => part.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));

    private static string PemFile(string pem)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, pem);
        return file;
    }
}
