namespace Webmail.Engine.Accounts;

/// <summary>Why a sign-in did not succeed, as far as a person can do something about it.</summary>
public enum SignInFailure
{
    /// <summary>The server did not accept user name and password.</summary>
    WrongCredentials,

    /// <summary>No mail server is configured for the domain of the user name.</summary>
    UnknownDomain,

    /// <summary>The server does not answer, or closed the connection before the sign-in.</summary>
    ServerUnreachable,

    /// <summary>The server's certificate is not signed by anyone we trust, is out of date or is for another host.</summary>
    CertificateNotTrusted,

    /// <summary>The server does not offer the encryption that is configured, or it spoke before encryption was agreed.</summary>
    EncryptionNotOffered,

    /// <summary>The account has as many connections open as the server allows.</summary>
    TooManyConnections,

    /// <summary>The server refused for another reason: the account is locked or expired, or it is being worked on.</summary>
    ServerRefused,
}
