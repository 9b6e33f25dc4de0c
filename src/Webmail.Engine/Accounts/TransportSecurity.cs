namespace Webmail.Engine.Accounts;

/// <summary>How a connection to a mail server is protected.</summary>
public enum TransportSecurity
{
    /// <summary>TLS from the first byte (RFC 8314). The default.</summary>
    Tls,

    /// <summary>STARTTLS before anything else is said. A server that does not offer it is refused: there is no fall-back.</summary>
    StartTls,

    /// <summary>No encryption. Only for a loopback host, or when <see cref="MailOptions.AllowPlaintext"/> is set.</summary>
    None,
}
