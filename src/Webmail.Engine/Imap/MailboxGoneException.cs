namespace Webmail.Engine.Imap;

/// <summary>The mailbox does not exist any more, or can't be selected at all.</summary>
public sealed class MailboxGoneException(string mailbox, Exception? innerException = null)
    : Exception("The mailbox does not exist", innerException)
{
    /// <summary>The mailbox's name. Not for the log.</summary>
    public string Mailbox { get; } = mailbox;
}
