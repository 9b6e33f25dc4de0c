namespace Webmail.Engine.Storage;

/// <summary>Where the signature of an answer stands.</summary>
public enum SignaturePlace
{
    /// <summary>Below what is written, before what is quoted.</summary>
    AboveQuote,

    /// <summary>At the end of all.</summary>
    BelowQuote,
}
