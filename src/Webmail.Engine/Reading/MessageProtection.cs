namespace Webmail.Engine.Reading;

/// <summary>How a message is signed or encrypted. The reader has the words.</summary>
[Flags]
public enum MessageProtection
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Signed by S/MIME (RFC 8551).</summary>
    SmimeSigned = 1,

    /// <summary>Encrypted by S/MIME, which this program can't open.</summary>
    SmimeEncrypted = 2,

    /// <summary>Signed by OpenPGP (RFC 3156, or within the text), which this program does not check.</summary>
    PgpSigned = 4,

    /// <summary>Encrypted by OpenPGP, which this program can't open.</summary>
    PgpEncrypted = 8,

    /// <summary>There is text beside what is encrypted, which may be anybody's.</summary>
    TextBeside = 16,
}
