using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using MailKit.Security;
using Polly;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using AuthenticationException = System.Security.Authentication.AuthenticationException;

namespace Webmail.Engine.Sieve.ManageSieve;

/// <summary>Makes one connected, protected and authenticated client (RFC 5804 1.3, 2.1, 2.2).</summary>
internal static class ManageSieveSignIn
{
    // A mechanism has a handful of steps; a server that goes on asking is not answered for ever.
    private const int MaxChallenges = 10;

    /// <exception cref="ManageSieveException">It did not succeed; nothing is left open.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public static async Task<ManageSieveClient> OpenAsync(
        ServerEndpoint server, ICredentials credentials, bool afterScram, ResiliencePipeline commands, CancellationToken cancellationToken)
    {
        if (!server.IsProtected)
            throw new ManageSieveException(ManageSieveFailure.EncryptionNotOffered);
        var trust = new CertificateTrust(server.TrustedCertificate);
        ManageSieveStream? stream = null;
        try
        {
            stream = await ConnectAsync(server, trust, cancellationToken);
            var capabilities = await GreetingAsync(stream, cancellationToken);
            if (server.Security == TransportSecurity.StartTls)
                (stream, capabilities) = await StartTlsAsync(stream, capabilities, server, trust, cancellationToken);
            var isEncrypted = server.Security != TransportSecurity.None;
            await AuthenticateAsync(stream, capabilities, credentials, isEncrypted, afterScram, cancellationToken);
            // RFC 5804 1.7: a server may offer more to who has signed in, and scripts are this person's from now on.
            await stream.WriteAsync("CAPABILITY\r\n"u8.ToArray(), cancellationToken);
            return new ManageSieveClient(stream, ManageSieveCapabilities.Of(Demand(await stream.ReadReplyAsync(cancellationToken))), commands);
        }
        catch (Exception exception)
        {
            if (stream is not null)
                await stream.DisposeAsync();
            if (Failure(exception, trust) is { } failure)
                throw new ManageSieveException(failure, exception);
            throw;
        }
    }

    private static ManageSieveFailure? Failure(Exception exception, CertificateTrust trust) => exception switch
    {
        ManageSieveException or OperationCanceledException => null,
        _ when trust.Refused => ManageSieveFailure.CertificateNotTrusted,
        AuthenticationException when TlsHandshake.CannotAgree(exception) => ManageSieveFailure.EncryptionNotOffered,
        AuthenticationException or IOException or SocketException or ObjectDisposedException => ManageSieveFailure.ServerUnreachable,
        _ => null,
    };

    private static async Task<ManageSieveStream> ConnectAsync(ServerEndpoint server, CertificateTrust trust, CancellationToken cancellationToken)
    {
        var socket = ImapSignIn.NewSocket();
        Stream? network = null;
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, cancellationToken);
            network = new NetworkStream(socket, ownsSocket: true);
            return new ManageSieveStream(server.Security == TransportSecurity.Tls ? await ProtectAsync(network, server, trust, cancellationToken) : network);
        }
        catch
        {
            network?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    private static async Task<SslStream> ProtectAsync(Stream below, ServerEndpoint server, CertificateTrust trust, CancellationToken cancellationToken)
    {
        var tls = new SslStream(below, leaveInnerStreamOpen: false, trust.Accept);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = server.Host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            // An authority that does not answer would make every sign-in slow; browsers do not wait for it either.
            CertificateRevocationCheckMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck,
        };
        await tls.AuthenticateAsClientAsync(options, cancellationToken);
        return tls;
    }

    private static async Task<ManageSieveCapabilities> GreetingAsync(ManageSieveStream stream, CancellationToken cancellationToken) =>
        ManageSieveCapabilities.Of(Demand(await stream.ReadReplyAsync(cancellationToken)));

    private static async Task<(ManageSieveStream Stream, ManageSieveCapabilities Capabilities)> StartTlsAsync(
        ManageSieveStream stream, ManageSieveCapabilities capabilities, ServerEndpoint server, CertificateTrust trust, CancellationToken cancellationToken)
    {
        if (!capabilities.StartTls)
            throw new ManageSieveException(ManageSieveFailure.EncryptionNotOffered);
        await stream.WriteAsync("STARTTLS\r\n"u8.ToArray(), cancellationToken);
        var reply = await stream.ReadReplyAsync(cancellationToken);
        if (reply.Referral() is not null)
            Demand(reply);
        // What came with the answer was not encrypted, and would be taken for what comes after it: somebody put it there.
        if (!reply.IsOk || stream.HasUnread)
            throw new ManageSieveException(new ManageSieveFault(ManageSieveFailure.EncryptionNotOffered, reply.IsOk ? null : reply.Fault.ServerText));
        var secured = new ManageSieveStream(await ProtectAsync(stream.Below, server, trust, cancellationToken));
        // RFC 5804 2.2: the server says anew what it can do, by itself; what it said before counts no longer.
        return (secured, await GreetingAsync(secured, cancellationToken));
    }

    private static async Task AuthenticateAsync(
        ManageSieveStream stream, ManageSieveCapabilities capabilities, ICredentials credentials, bool isEncrypted, bool afterScram, CancellationToken cancellationToken)
    {
        // MailKit keeps the binding to its own channels for itself, so that the forms with PLUS can't be done here.
        var offered = capabilities.Mechanisms.Where(name => !name.EndsWith("-PLUS", StringComparison.OrdinalIgnoreCase) && !(afterScram && IsScram(name))).ToList();
        var mechanism = credentials.ChooseMechanism(offered, isEncrypted)
            ?? throw new ManageSieveException(isEncrypted ? ManageSieveFailure.Refused : ManageSieveFailure.EncryptionNotOffered);
        var arguments = new List<byte[]> { Encoding.ASCII.GetBytes(mechanism.MechanismName) };
        if (mechanism.SupportsInitialResponse)
            arguments.Add(Encoding.ASCII.GetBytes(mechanism.Challenge(null, cancellationToken) ?? ""));
        await stream.WriteAsync(Command(arguments), cancellationToken);
        var reply = await ConverseAsync(stream, mechanism, cancellationToken);
        if (reply.IsOk)
            return;
        Refer(reply);
        var canShow = isEncrypted && IsScram(mechanism.MechanismName) && credentials.ChooseMechanism([.. offered.Where(name => !IsScram(name))], isEncrypted) is not null;
        // A server that hangs up with its own words, such as about too many connections, said nothing about the password.
        var failure = reply.Status == "BYE" && reply.Code.Length == 0 ? ManageSieveFailure.TryLater
            : reply.Code is "" or "AUTH-TOO-WEAK" ? ManageSieveFailure.CredentialsRejected : reply.Fault.Failure;
        throw new ManageSieveException(new ManageSieveFault(failure, reply.Fault.ServerText)) { ScramWasRefused = canShow && failure == ManageSieveFailure.CredentialsRejected };
    }

    private static async Task<ManageSieveReply> ConverseAsync(ManageSieveStream stream, SaslMechanism mechanism, CancellationToken cancellationToken)
    {
        for (var step = 0; step < MaxChallenges; step++)
        {
            var (challenge, reply) = await stream.ReadChallengeAsync(cancellationToken);
            // RFC 5804 2.1: the last words of the server may stand in its OK; SCRAM proves by them that it knows the password too.
            var last = reply is { IsOk: true, Code: "SASL", Arguments: [var data, ..] } ? data : null;
            if (reply is not null && last is null)
                return reply.IsOk && !mechanism.IsAuthenticated && IsScram(mechanism.MechanismName) ? throw new ManageSieveException(ManageSieveFailure.NotUnderstood) : reply;
            string? answer;
            try
            {
                answer = mechanism.Challenge(last ?? challenge, cancellationToken);
            }
            catch (Exception exception) when (exception is SaslException or FormatException)
            {
                // The server could not prove that it knows the password: it is shown to it in no other way.
                throw new ManageSieveException(ManageSieveFailure.Refused, exception);
            }

            if (reply is not null)
                return reply;
            await stream.WriteAsync(Answer(answer ?? ""), cancellationToken);
        }

        throw new ManageSieveException(ManageSieveFailure.NotUnderstood);
    }

    private static byte[] Command(List<byte[]> arguments)
    {
        // RFC 5804 2.1: the mechanism's name is a quoted string; our data may be long.
        var name = Encoding.ASCII.GetString(arguments[0]);
        return arguments.Count == 1 ? Encoding.ASCII.GetBytes($"AUTHENTICATE \"{name}\"\r\n") : ManageSieveClient.Write($"AUTHENTICATE \"{name}\"", arguments[1..]);
    }

    private static byte[] Answer(string base64) => [.. Encoding.ASCII.GetBytes($"{{{base64.Length}+}}\r\n{base64}\r\n")];

    private static bool IsScram(string name) => name.StartsWith("SCRAM-", StringComparison.OrdinalIgnoreCase);

    private static ManageSieveReply Demand(ManageSieveReply reply)
    {
        if (reply.IsOk)
            return reply;
        Refer(reply);
        throw new ManageSieveException(reply.Fault);
    }

    private static void Refer(ManageSieveReply reply)
    {
        if (reply.Referral() is { } url)
            throw new ManageSieveException(new ManageSieveFault(ManageSieveFailure.ReferredElsewhere, reply.Fault.ServerText)) { Referral = url };
    }
}
