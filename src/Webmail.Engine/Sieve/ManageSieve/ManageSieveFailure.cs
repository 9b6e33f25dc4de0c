namespace Webmail.Engine.Sieve.ManageSieve;

/// <summary>Why something with scripts did not succeed, as far as a person can do something about it.</summary>
public enum ManageSieveFailure
{
    /// <summary>The account has no server for filters.</summary>
    NotConfigured,

    /// <summary>The server does not answer, or the connection was lost.</summary>
    ServerUnreachable,

    /// <summary>The server's certificate is not signed by anyone we trust, is out of date or is for another host.</summary>
    CertificateNotTrusted,

    /// <summary>The server does not offer the encryption that is configured, or it spoke before encryption was agreed.</summary>
    EncryptionNotOffered,

    /// <summary>The server does not accept user name and password.</summary>
    CredentialsRejected,

    /// <summary>The server sends us to another one that the administrator did not configure.</summary>
    ReferredElsewhere,

    /// <summary>What the server said is not ManageSieve, or more than we take.</summary>
    NotUnderstood,

    /// <summary>There is no script of this name.</summary>
    NoSuchScript,

    /// <summary>There is a script of this name already.</summary>
    NameTaken,

    /// <summary>The active script can't be deleted.</summary>
    ScriptIsActive,

    /// <summary>The script is larger, or there are more scripts, than the server allows.</summary>
    OverQuota,

    /// <summary>The server can't do it now; later it may.</summary>
    TryLater,

    /// <summary>The server refused for another reason, such as a script that it does not understand; its text says which.</summary>
    Refused,

    /// <summary>A script's name that the protocol does not allow (RFC 5804 1.6).</summary>
    BadName,
}
