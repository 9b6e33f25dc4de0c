using System.Net.Sockets;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Polly.Timeout;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using AuthenticationException = MailKit.Security.AuthenticationException;
using Refused = Webmail.Engine.Submission.Smtp.SubmissionOutcome.Refused;

namespace Webmail.Engine.Submission.Smtp;

/// <summary>Tells from what MailKit throws, and from the reply code, why a message could not be handed in.</summary>
internal static partial class SubmissionFailures
{
    /// <summary>The server does not answer.</summary>
    public static Refused Unreachable { get; } = new(SubmissionFailure.ServerUnreachable, true, null, []);

    /// <summary>Failures before MAIL: of TCP, TLS, the greeting and the sign-in. Null: none of them, but a fault of ours.</summary>
    public static Refused? Connecting(Exception exception, TransportSecurity security, CertificateTrust trust, SubmissionClient client) => exception switch
    {
        // Who runs the server mends these; then the message shall go without anybody asking for it.
        _ when trust.Refused => new(SubmissionFailure.CertificateNotTrusted, true, null, []),
        SslHandshakeException when TlsHandshake.CannotAgree(exception.InnerException) => new(SubmissionFailure.EncryptionNotOffered, true, null, []),
        SslHandshakeException => Unreachable,
        NotSupportedException when security == TransportSecurity.StartTls && !client.IsEncrypted => new(SubmissionFailure.EncryptionNotOffered, true, null, []),
        SmtpCommandException refusal when security == TransportSecurity.StartTls && !client.IsEncrypted && client.Capabilities.HasFlag(SmtpCapabilities.StartTLS) =>
            new(SubmissionFailure.EncryptionNotOffered, true, EnhancedStatus.Split(refusal.Message).Text, []),
        AuthenticationException => SigningIn(exception),
        NotSupportedException => new(client.IsEncrypted ? SubmissionFailure.Refused : SubmissionFailure.EncryptionNotOffered, false, null, []),
        SmtpCommandException refusal => Command(refusal),
        TimeoutRejectedException => Unreachable,
        _ => IsLostConnection(exception) ? Unreachable : null,
    };

    /// <summary>Failures from MAIL on, as long as the end of the data was not reached. Null: none of them, but a fault of ours.</summary>
    public static Refused? Sending(Exception exception, SubmissionClient client) => exception switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } when !client.Refusals.IsEmpty => new(
            SubmissionFailure.RecipientsRefused, client.Refusals.All(refusal => refusal.IsTemporary), null, client.Refusals),
        SmtpCommandException refusal => Command(refusal),
        ServiceNotAuthenticatedException => new(SubmissionFailure.CredentialsRejected, false, null, []),
        NotSupportedException => new(SubmissionFailure.AddressNotSupported, false, null, []),
        // The host is being stopped.
        OperationCanceledException => Unreachable,
        _ => IsLostConnection(exception) ? Unreachable : null,
    };

    /// <summary>A definite answer: nobody has got the message.</summary>
    public static Refused Command(SmtpCommandException refusal)
    {
        var (code, text) = EnhancedStatus.Split(refusal.Message);
        var isTemporary = (int)refusal.StatusCode < 500;
        var failure = (code, refusal.StatusCode, refusal.ErrorCode) switch
        {
            // RFC 3463 3.3 and 3.4: too big for the system, or for the mailbox; RFC 1870 6.2 has 552 for it, which is a full mailbox too.
            ("5.3.4" or "5.2.3", _, _) or (null, SmtpStatusCode.ExceededStorageAllocation, _) => SubmissionFailure.TooLarge,
            (_, _, SmtpErrorCode.SenderNotAccepted) when !isTemporary => SubmissionFailure.SenderRefused,
            _ => SubmissionFailure.Refused,
        };
        return new(failure, isTemporary, text.Length > 0 ? text : null, []);
    }

    private static Refused SigningIn(Exception exception)
    {
        // MailKit keeps the reply as "454: 4.7.0 …" in the message. RFC 4954 6: 454 is a temporary failure of the server's own.
        var reply = Reply().Match(exception.Message);
        var text = reply.Success ? EnhancedStatus.Split(reply.Groups[2].Value).Text : null;
        return reply.Success && reply.Groups[1].Value.StartsWith('4')
            ? new(SubmissionFailure.Refused, true, text, [])
            : new(SubmissionFailure.CredentialsRejected, false, text, []);
    }

    [GeneratedRegex(@"^([0-9]{3}): (.*)\z", RegexOptions.Singleline)]
    private static partial Regex Reply();

    private static bool IsLostConnection(Exception exception) => exception
        is IOException or SocketException or TimeoutException or SmtpProtocolException or ServiceNotConnectedException
        or ObjectDisposedException { ObjectName: nameof(SmtpClient) or nameof(SubmissionClient) };
}
