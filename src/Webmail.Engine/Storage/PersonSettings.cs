namespace Webmail.Engine.Storage;

/// <summary>
/// What a person chose. Follows the account, so it is the same in every browser. The initial values are the defaults;
/// only what differs from them is stored, each property under its own name.
/// </summary>
public sealed record PersonSettings
{
    /// <summary>Light, dark, or as the device says.</summary>
    public ThemeChoice Theme { get; init; } = ThemeChoice.System;

    /// <summary>Height of the rows.</summary>
    public Density Density { get; init; } = Density.Comfortable;

    /// <summary>Where an opened message is shown.</summary>
    public ReadingPane ReadingPane { get; init; } = ReadingPane.Right;

    /// <summary>What is opened when the open message was deleted, archived or moved.</summary>
    public AfterRemoval AfterRemoval { get; init; } = AfterRemoval.Next;

    /// <summary>Seconds until an open message counts as read; 0: at once; <c>null</c>: only when asked.</summary>
    public int? MarkReadAfterSeconds { get; init; } = 1;

    /// <summary>What becomes of a request for a read receipt.</summary>
    public ReceiptAnswer Receipts { get; init; } = ReceiptAnswer.Ask;

    /// <summary>Size of the text of messages in per cent, 90 to 200.</summary>
    public int MailTextSize { get; init; } = 100;

    /// <summary>Whether a dark page darkens the sender's HTML, too; else it stays on white.</summary>
    public bool DarkensMail { get; init; } = true;

    /// <summary>Addresses, in lower case, whose remote images are always shown.</summary>
    public IReadOnlyList<string> RemoteImageSenders { get; init; } = [];

    /// <summary>Addresses, in lower case, that the person said they know, although they look like others.</summary>
    public IReadOnlyList<string> KnownSenders { get; init; } = [];

    /// <summary>Domains, in lower case and ASCII, whose senders' remote images are always shown.</summary>
    public IReadOnlyList<string> RemoteImageDomains { get; init; } = [];

    /// <summary>Whether links lose the parameters that tell who followed them.</summary>
    public bool StripsTrackingParameters { get; init; } = true;

    /// <summary>IMAP names of the mailboxes whose children are unfolded in the tree.</summary>
    public IReadOnlyList<string> ExpandedMailboxes { get; init; } = [];

    /// <summary>Whether single keys such as <c>e</c> act outside text fields (WCAG 2.1.4 asks for a way to turn them off).</summary>
    public bool SingleKeyShortcuts { get; init; } = true;

    /// <summary>Whether new mail is announced by the device, also when the tab is not in front.</summary>
    public bool DesktopNotifications { get; init; }

    /// <summary>Whether the rail shows icons only.</summary>
    public bool RailCollapsed { get; init; }

    /// <summary>Width of the message list in CSS pixels, 320 to 520.</summary>
    public int ListWidth { get; init; } = 380;

    /// <summary>Two-letter language; <c>null</c>: as the browser says.</summary>
    public string? Language { get; init; }

    /// <summary>IANA time zone; <c>null</c>: as the browser says.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The addresses that are written from, the default first; empty: the account's own address alone.</summary>
    public IReadOnlyList<IdentitySettings> Identities { get; init; } = [];

    /// <summary>Texts that are inserted again and again, in the person's order.</summary>
    public IReadOnlyList<MessageTemplate> Templates { get; init; } = [];

    /// <summary>Seconds in which sending can be taken back, 0 to 30; 0: it goes at once.</summary>
    public int UndoSendSeconds { get; init; } = 10;

    /// <summary>Where the signature of an answer stands.</summary>
    public SignaturePlace SignaturePlace { get; init; } = SignaturePlace.AboveQuote;

    /// <summary>Whether new messages begin without formatting.</summary>
    public bool WritesPlainText { get; init; }

    /// <summary>Whether new messages ask for a receipt of reading (RFC 8098).</summary>
    public bool AsksForReceipt { get; init; }

    /// <summary>Whether messages name this program in User-Agent.</summary>
    public bool NamesProgram { get; init; } = true;

    /// <summary>Whether addresses that were written to are remembered for completion.</summary>
    public bool RememberRecipients { get; init; } = true;
}
