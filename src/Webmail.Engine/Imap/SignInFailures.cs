using System.Net.Sockets;
using MailKit.Net.Imap;
using MailKit.Security;
using Webmail.Engine.Accounts;
using AuthenticationException = MailKit.Security.AuthenticationException;

namespace Webmail.Engine.Imap;

/// <summary>Tells from what MailKit throws, and from the server's response code, why a sign-in failed.</summary>
internal static class SignInFailures
{
    // Servers with no response code for it; Dovecot and Courier say "Maximum number of connections", Yahoo and Gmail "Too many".
    private static readonly string[] TooManyWords = ["too many", "maximum number of connection", "maximum connection", "connection limit"];

    /// <summary>Failures of TCP, TLS, the greeting and STARTTLS.</summary>
    public static SignInException Connecting(Exception exception, TransportSecurity security, CertificateTrust trust, Refusal refusal) => exception switch
    {
        SignInException known => known,
        _ when trust.Refused => new(SignInFailure.CertificateNotTrusted, null, exception),
        SslHandshakeException when TlsHandshake.CannotAgree(exception.InnerException) => new(SignInFailure.EncryptionNotOffered, null, exception),
        NotSupportedException or ImapCommandException when security == TransportSecurity.StartTls =>
            new(SignInFailure.EncryptionNotOffered, refusal.Text, exception),
        _ when IsTooMany(refusal) => new(SignInFailure.TooManyConnections, refusal.Text, exception),
        _ => new(SignInFailure.ServerUnreachable, null, exception),
    };

    /// <summary>Failures from the first byte of the credentials on.</summary>
    public static SignInException SigningIn(Exception exception, bool encrypted, Refusal refusal) => exception switch
    {
        SignInException known => known,
        // The server could not prove that it knows the password too (RFC 5802 5), or broke the exchange.
        SaslException => new(SignInFailure.ServerRefused, null, exception),
        NotSupportedException => new(encrypted ? SignInFailure.ServerRefused : SignInFailure.EncryptionNotOffered, null, exception),
        AuthenticationException => new(FailureOf(refusal, SignInFailure.WrongCredentials), refusal.Text, exception),
        ImapCommandException => new(FailureOf(refusal, SignInFailure.ServerRefused), refusal.Text, exception),
        // BYE, or the end without a word.
        _ => new(FailureOf(refusal, SignInFailure.ServerUnreachable), refusal.Text, exception),
    };

    /// <summary>Whether another attempt can go better without anybody doing something.</summary>
    public static bool IsTransient(SignInFailure failure) => failure is SignInFailure.ServerUnreachable or SignInFailure.ServerRefused;

    private static SignInFailure FailureOf(Refusal refusal, SignInFailure otherwise) => refusal.Code switch
    {
        "AUTHENTICATIONFAILED" => SignInFailure.WrongCredentials,
        // RFC 5530 3: the credentials are known and not enough, or not now.
        "AUTHORIZATIONFAILED" or "EXPIRED" or "INUSE" or "CONTACTADMIN" or "SERVERBUG" => SignInFailure.ServerRefused,
        "PRIVACYREQUIRED" => SignInFailure.EncryptionNotOffered,
        _ when IsTooMany(refusal) => SignInFailure.TooManyConnections,
        "UNAVAILABLE" => SignInFailure.ServerRefused,
        _ => otherwise,
    };

    private static bool IsTooMany(Refusal refusal) =>
        refusal.Code is "LIMIT" || TooManyWords.Any(words => refusal.Text.Contains(words, StringComparison.OrdinalIgnoreCase));
}
