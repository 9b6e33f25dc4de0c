namespace Webmail.Engine.Imap;

/// <summary>The server told something that MailKit has no event for.</summary>
/// <param name="mailbox">The mailbox it is about; <c>null</c>: the list of mailboxes, or one whose name is in doubt.</param>
public sealed class MailboxNoticeEventArgs(string? mailbox) : EventArgs
{
    /// <summary>The mailbox it is about; <c>null</c>: look at the list of mailboxes with its counts.</summary>
    public string? Mailbox { get; } = mailbox;
}
