namespace Webmail.Engine.Trust.Signatures;

/// <summary>What came of checking a message's signature.</summary>
public enum SignatureState
{
    /// <summary>It fits the text, an authority that this system trusts has issued the certificate, and the certificate names the author's address.</summary>
    Valid,

    /// <summary>It fits, but no authority that this system trusts stands behind the certificate.</summary>
    UnknownIssuer,

    /// <summary>It fits, but the certificate has run out or is not valid yet.</summary>
    OutOfDate,

    /// <summary>It fits, but the certificate belongs to another address than the author's.</summary>
    OtherAddress,

    /// <summary>It fits by a method that can be forged (SHA-1, MD5).</summary>
    Weak,

    /// <summary>It does not fit: something was changed after it was signed.</summary>
    Altered,

    /// <summary>It can't be read, or is of a kind that this program does not know.</summary>
    Unreadable,

    /// <summary>The message is larger than is fetched for checking.</summary>
    TooLarge,
}
