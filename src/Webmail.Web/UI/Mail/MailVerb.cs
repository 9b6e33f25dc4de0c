namespace Webmail.Web.UI.Mail;

/// <summary>What a person can do to messages; the names of <c>data-action</c> in contract.md.</summary>
public enum MailVerb
{
    /// <summary><c>archive</c></summary>
    Archive,

    /// <summary><c>delete</c></summary>
    Delete,

    /// <summary><c>junk</c></summary>
    Junk,

    /// <summary><c>not-junk</c></summary>
    NotJunk,

    /// <summary><c>mark-read</c></summary>
    MarkRead,

    /// <summary><c>mark-unread</c></summary>
    MarkUnread,

    /// <summary><c>flag</c></summary>
    Flag,

    /// <summary><c>unflag</c></summary>
    Unflag,
}
