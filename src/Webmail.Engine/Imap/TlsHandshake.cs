using System.Security.Authentication;

namespace Webmail.Engine.Imap;

/// <summary>
/// Tells apart a handshake in which the two sides can never agree from one that the server ended for now: a busy or stopping server says
/// close_notify or an alert in the middle of it (seen with .NET 10: each of them comes as <see cref="AuthenticationException"/>).
/// </summary>
internal static class TlsHandshake
{
    // OpenSSL's errors: 9 bits of library (20: SSL), then the reason; an alert that was received is 1000 and its number.
    private const int SslLibrary = 20;
    private const int AlertOffset = 1000;

    /// <summary>RFC 8446 6.2: handshake_failure, protocol_version, insufficient_security, inappropriate_fallback, no_application_protocol.</summary>
    private static readonly int[] Disagreements = [40, 70, 71, 86, 120];

    /// <summary>OpenSSL's sslerr.h: no protocols available, unknown protocol, unsupported protocol, wrong version number, version too low.</summary>
    private static readonly int[] OwnDisagreements = [191, 252, 258, 267, 396];

    /// <summary>True if the other side does not speak TLS, or no version and cipher that we accept; false if it may work another time.</summary>
    public static bool CannotAgree(Exception? failure)
    {
        if (failure is not AuthenticationException)
            return false;
        // Without an error of the TLS library, what was received was no TLS at all.
        if (failure.InnerException is not { } inner)
            return true;

        var error = inner.GetBaseException().HResult;
        var reason = error & 0x7FFFFF;
        return error >>> 23 == SslLibrary && (OwnDisagreements.Contains(reason) || Disagreements.Contains(reason - AlertOffset));
    }
}
