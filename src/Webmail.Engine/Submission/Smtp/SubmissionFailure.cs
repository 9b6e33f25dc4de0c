namespace Webmail.Engine.Submission.Smtp;

/// <summary>Why a message could not be handed in, or what follows could not be done, as far as a person can do something about it.</summary>
public enum SubmissionFailure
{
    /// <summary>The account has no server for submission.</summary>
    NotConfigured,

    /// <summary>The server does not answer, or the connection was lost while nothing had been handed over.</summary>
    ServerUnreachable,

    /// <summary>The server's certificate is not signed by anyone we trust, is out of date or is for another host.</summary>
    CertificateNotTrusted,

    /// <summary>The server does not offer the encryption that is configured.</summary>
    EncryptionNotOffered,

    /// <summary>The server does not accept user name and password.</summary>
    CredentialsRejected,

    /// <summary>The server does not let this account send from this address.</summary>
    SenderRefused,

    /// <summary>The server does not take some of the recipients.</summary>
    RecipientsRefused,

    /// <summary>The message is larger than the server allows.</summary>
    TooLarge,

    /// <summary>An address has characters that the server can't take (no SMTPUTF8, RFC 6531).</summary>
    AddressNotSupported,

    /// <summary>The server refused for another reason: content, policy, quota, or for now.</summary>
    Refused,

    /// <summary>The connection was lost after the end of the data: the server may have taken the message or not.</summary>
    OutcomeUnknown,

    /// <summary>The message was sent; the mailbox for sent messages did not take the copy yet.</summary>
    NotFiled,

    /// <summary>What was stored can't be read any more: the host's keys are others.</summary>
    Unreadable,
}
