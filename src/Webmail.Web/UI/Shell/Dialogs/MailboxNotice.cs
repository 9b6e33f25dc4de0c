namespace Webmail.Web.UI.Shell.Dialogs;

/// <summary>What the snackbar says after something was done to a mailbox.</summary>
/// <param name="Text">One sentence in the person's language.</param>
/// <param name="Undo">Takes it back and returns what went wrong, or null; null if it can't be taken back.</param>
/// <param name="IsError">It was refused.</param>
public sealed record MailboxNotice(string Text, Func<Task<string?>>? Undo = null, bool IsError = false);
