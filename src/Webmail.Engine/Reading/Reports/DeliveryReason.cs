namespace Webmail.Engine.Reading.Reports;

/// <summary>Why a message did not arrive, as far as a person can do something about it (from RFC 3463's codes).</summary>
public enum DeliveryReason
{
    /// <summary>The code says nothing that helps.</summary>
    Unknown,

    /// <summary>There is no such mailbox.</summary>
    NoSuchMailbox,

    /// <summary>There is no such domain, or it takes no mail.</summary>
    NoSuchDomain,

    /// <summary>The mailbox takes no mail at present.</summary>
    MailboxOff,

    /// <summary>The mailbox is full.</summary>
    MailboxFull,

    /// <summary>The message is too large.</summary>
    TooLarge,

    /// <summary>The server does not want it: from this sender, of this kind, or without proof of where it comes from.</summary>
    Refused,

    /// <summary>The server could not be reached.</summary>
    NotReached,

    /// <summary>The message can't be read there.</summary>
    NotReadable,
}
