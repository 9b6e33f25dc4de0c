using System.Net.Sockets;
using MailKit.Net.Imap;
using MailKit.Security;
using Webmail.Engine.Accounts;

namespace Webmail.Engine.Imap;

/// <summary>Makes one connected, authenticated client, in as few round trips as MailKit allows.</summary>
internal static class ImapSignIn
{
    /// <summary>The name this program gives itself by ID (RFC 2971). No version: it helps attackers more than administrators.</summary>
    private static readonly ImapImplementation Self = new() { Name = "Webmail" };

    /// <summary>Connects, protects, authenticates and enables extensions.</summary>
    /// <exception cref="SignInException">It did not succeed; nothing is left open.</exception>
    public static async Task<SignedInClient> OpenAsync(ServerEndpoint server, ICredentials credentials, TimeSpan silence, CancellationToken cancellationToken)
    {
        if (!server.IsProtected)
            throw new SignInException(SignInFailure.EncryptionNotOffered);

        try
        {
            return await OpenAsync(server, credentials, afterScram: false, silence, cancellationToken);
        }
        catch (SignInException refused) when (refused is { Failure: SignInFailure.WrongCredentials, InnerException: ScramRefusedException })
        {
            // ADR 6: the server may hold the password in a form that SCRAM cannot do with. Many hang up after a refusal, hence anew.
            return await OpenAsync(server, credentials, afterScram: true, silence, cancellationToken);
        }
    }

    private static async Task<SignedInClient> OpenAsync(
        ServerEndpoint server, ICredentials credentials, bool afterScram, TimeSpan silence, CancellationToken cancellationToken)
    {
        var tail = new ResponseTail();
        var client = new ImapClient(tail) { Timeout = (int)silence.TotalMilliseconds };
        try
        {
            var socket = await ConnectAsync(client, server, tail, cancellationToken);
            var quickResync = await AuthenticateAsync(client, server, credentials, afterScram, tail, cancellationToken);
            return new SignedInClient(client, socket, tail, ServerCapabilities.Of(client, quickResync));
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static async Task<Socket> ConnectAsync(ImapClient client, ServerEndpoint server, ResponseTail tail, CancellationToken cancellationToken)
    {
        var trust = new CertificateTrust(server.TrustedCertificate);
        client.ServerCertificateValidationCallback = trust.Accept;
        // An authority that does not answer would make every sign-in slow; browsers do not wait for it either.
        client.CheckCertificateRevocation = false;
        var socket = NewSocket();
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, cancellationToken);
            await client.ConnectAsync(socket, server.Host, server.Port, OptionsFor(server.Security), cancellationToken);
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            socket.Dispose();
            throw SignInFailures.Connecting(exception, server.Security, trust, tail.LastRefusal());
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        // RFC 8314 and RFC 9051 11.1: a PREAUTH greeting leaves no room for STARTTLS, and whose mailbox would it be?
        if (client.IsAuthenticated)
            throw new SignInException(client.IsEncrypted ? SignInFailure.ServerRefused : SignInFailure.EncryptionNotOffered);

        return socket;
    }

    private static async Task<bool> AuthenticateAsync(
        ImapClient client, ServerEndpoint server, ICredentials credentials, bool afterScram, ResponseTail tail, CancellationToken cancellationToken)
    {
        try
        {
            await credentials.AuthenticateAsync(client, afterScram, cancellationToken);
            if (client.Capabilities.HasFlag(ImapCapabilities.Compress) && !server.IsLoopback)
                await client.CompressAsync(cancellationToken);
            if (client.Capabilities.HasFlag(ImapCapabilities.Id))
                await client.IdentifyAsync(Self, cancellationToken);
            // UTF8=ACCEPT (RFC 9755) is left alone: MailKit has the special-use mailboxes' names in modified UTF-7 by now, and would send
            // these names to a server that then expects UTF-8. Names are right without it.
            if (!client.Capabilities.HasFlag(ImapCapabilities.QuickResync))
                return false;
            await client.EnableQuickResyncAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            throw SignInFailures.SigningIn(exception, client.IsEncrypted, tail.LastRefusal());
        }
    }

    private static bool IsCancellation(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && cancellationToken.IsCancellationRequested;

    /// <summary>MailKit's word for how a connection is protected.</summary>
    internal static SecureSocketOptions OptionsFor(TransportSecurity security) => security switch
    {
        TransportSecurity.Tls => SecureSocketOptions.SslOnConnect,
        TransportSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    /// <summary>A socket that notices when its peer has vanished.</summary>
    internal static Socket NewSocket()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        // A parked connection whose peer vanished without a word is noticed after about two minutes, not when IDLE is renewed.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 15);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
        return socket;
    }
}
