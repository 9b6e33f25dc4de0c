namespace Webmail.Web.UI.Shell.Dialogs;

/// <summary>What the menu of a mailbox does with its messages; both have an undo of their own.</summary>
/// <param name="MarkAllRead">Marks all messages of the named mailbox as read.</param>
/// <param name="Empty">Expunges all messages of the named mailbox.</param>
public sealed record MailboxMessages(Func<string, Task> MarkAllRead, Func<string, Task> Empty);
