using MailKit;
using MimeKit;
using Webmail.Engine.Accounts;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Operations;

namespace Webmail.Engine.Submission;

/// <summary>A letter of the program to the person: filed in the inbox, so that no server for sending is asked.</summary>
internal static class OwnLetter
{
    /// <summary>The operation that files it.</summary>
    public static AppendMessage Of(Account account, MailboxTree mailboxes, string subject, string text, DateTimeOffset now)
    {
        var owner = Identity.Of(account).ToMailbox();
        var letter = new MimeMessage([owner], [owner], subject, new TextPart("plain") { Text = text.ReplaceLineEndings("\r\n") }) { Date = now };
        // RFC 3834 5: nothing answers it.
        letter.Headers.Add("Auto-Submitted", "auto-generated");
        return new AppendMessage(mailboxes.Find(SpecialUse.Inbox)?.Name ?? "INBOX", letter, MessageFlags.None, now);
    }
}
