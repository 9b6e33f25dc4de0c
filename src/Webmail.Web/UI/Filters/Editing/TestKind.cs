namespace Webmail.Web.UI.Filters.Editing;

/// <summary>What a condition looks at, as a person chooses it; in the order of the list.</summary>
internal enum TestKind
{
    /// <summary>The field Subject.</summary>
    Subject,

    /// <summary>Addresses in From.</summary>
    Sender,

    /// <summary>Addresses in To.</summary>
    Recipient,

    /// <summary>Addresses in To, Cc and Bcc.</summary>
    AnyRecipient,

    /// <summary>The field List-Id.</summary>
    MailingList,

    /// <summary>The text.</summary>
    Body,

    /// <summary>Whether there are files.</summary>
    Attachment,

    /// <summary>The size.</summary>
    Size,

    /// <summary>When it arrives, or was sent.</summary>
    Date,

    /// <summary>The server's opinion of it.</summary>
    SpamScore,

    /// <summary>Whether it came before.</summary>
    Duplicate,

    /// <summary>Any header field as text.</summary>
    Header,

    /// <summary>Addresses in any header field.</summary>
    AddressField,

    /// <summary>Whether header fields are there.</summary>
    Exists,

    /// <summary>The sender of the envelope.</summary>
    EnvelopeFrom,

    /// <summary>The recipient of the envelope.</summary>
    EnvelopeTo,

    /// <summary>Several conditions together.</summary>
    Group,
}
