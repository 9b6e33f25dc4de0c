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
    public static SignInException Connecting(Exception exception, CertificateTrust trust, string code) => exception switch
    {
        SignInException known => known,
        _ when trust.Refused => new(SignInFailure.CertificateNotTrusted, null, exception),
        // The other side does not speak TLS here, or no version and cipher that we accept.
        SslHandshakeException { InnerException: not (IOException or SocketException) } => new(SignInFailure.EncryptionNotOffered, null, exception),
        System.Security.Authentication.AuthenticationException => new(SignInFailure.EncryptionNotOffered, null, exception),
        NotSupportedException => new(SignInFailure.EncryptionNotOffered, null, exception),
        ImapCommandException refused => new(SignInFailure.EncryptionNotOffered, refused.ResponseText, exception),
        ImapProtocolException bye => new(IsTooMany(code, bye.Message) ? SignInFailure.TooManyConnections : SignInFailure.ServerUnreachable, null, exception),
        _ => new(SignInFailure.ServerUnreachable, null, exception),
    };

    /// <summary>Failures from the first byte of the credentials on.</summary>
    public static SignInException SigningIn(Exception exception, bool encrypted, string code) => exception switch
    {
        SignInException known => known,
        // The server could not prove that it knows the password too (RFC 5802 5), or broke the exchange.
        SaslException => new(SignInFailure.ServerRefused, null, exception),
        NotSupportedException => new(encrypted ? SignInFailure.ServerRefused : SignInFailure.EncryptionNotOffered, null, exception),
        AuthenticationException refused => new(Refusal(code, refused.Message), refused.Message, exception),
        ImapCommandException refused => new(Refusal(code, refused.ResponseText, SignInFailure.ServerRefused), refused.ResponseText, exception),
        ImapProtocolException bye => new(Refusal(code, bye.Message, SignInFailure.ServerUnreachable), bye.Message, exception),
        _ => new(SignInFailure.ServerUnreachable, null, exception),
    };

    /// <summary>Whether another attempt can go better without anybody doing something.</summary>
    public static bool IsTransient(SignInFailure failure) => failure is SignInFailure.ServerUnreachable or SignInFailure.ServerRefused;

    private static SignInFailure Refusal(string code, string text, SignInFailure otherwise = SignInFailure.WrongCredentials) => code switch
    {
        "AUTHENTICATIONFAILED" => SignInFailure.WrongCredentials,
        // RFC 5530 3: the credentials are known and not enough, or not now.
        "AUTHORIZATIONFAILED" or "EXPIRED" or "UNAVAILABLE" or "INUSE" or "CONTACTADMIN" or "SERVERBUG" => SignInFailure.ServerRefused,
        "PRIVACYREQUIRED" => SignInFailure.EncryptionNotOffered,
        _ => IsTooMany(code, text) ? SignInFailure.TooManyConnections : otherwise,
    };

    private static bool IsTooMany(string code, string text) =>
        code is "LIMIT" or "OVERLIMIT" || TooManyWords.Any(words => text.Contains(words, StringComparison.OrdinalIgnoreCase));
}
