namespace Webmail.Engine.Trust.Junk;

/// <summary>Why a filter took a message for junk, as far as that can be said to a person; the weightiest first.</summary>
public enum SpamReason
{
    /// <summary>A virus was found.</summary>
    Virus,

    /// <summary>It leads to a page that asks for passwords.</summary>
    Phishing,

    /// <summary>The same message was reported by others.</summary>
    Reported,

    /// <summary>The server that sent it is on a block list.</summary>
    BlockedSender,

    /// <summary>What it links to is on a block list.</summary>
    BlockedLinks,

    /// <summary>The sender could not be confirmed, or is forged.</summary>
    Forged,

    /// <summary>It promises money.</summary>
    Money,

    /// <summary>Its words are those of junk.</summary>
    Words,

    /// <summary>It is built as junk is.</summary>
    Build,
}
