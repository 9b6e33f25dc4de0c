using Webmail.Engine.Mailboxes;

namespace Webmail.Web.UI.Shell;

/// <summary>A mailbox's menu was asked for at that point of the window, in CSS pixels.</summary>
public sealed record MailboxMenuRequest(Mailbox Mailbox, double X, double Y);
