using System.Text;
using Webmail.Engine.Mailboxes;

namespace Webmail.Web.UI.Shell.Dialogs;

/// <summary>Whether a person's words can name a mailbox. What only the server can know is left to it.</summary>
public static class MailboxName
{
    // No standard sets a limit; file systems behind mail servers do, at 255 octets a level.
    private const int LongestLevel = 255;

    /// <summary>The key of the sentence that says what is wrong; null if nothing is.</summary>
    /// <param name="name">As typed, without surrounding blanks.</param>
    /// <param name="siblings">The mailboxes beside it.</param>
    /// <param name="separator">What stands between two levels.</param>
    /// <param name="self">The mailbox that is renamed, if it is one.</param>
    /// <param name="isTop">True at the top of the person's own tree.</param>
    public static string? FaultOf(string name, IEnumerable<Mailbox> siblings, char? separator, Mailbox? self, bool isTop) => name switch
    {
        "" => "Name_Empty",
        _ when name.Any(char.IsControl) => "Name_Control",
        _ when separator is { } mark && name.Contains(mark, StringComparison.Ordinal) => "Name_Separator",
        _ when Encoding.UTF8.GetByteCount(name) > LongestLevel => "Name_Long",
        // RFC 9051 5.1: the name INBOX in any case is the inbox.
        _ when isTop && name.Equals("INBOX", StringComparison.OrdinalIgnoreCase) => "Name_Taken",
        _ when siblings.Any(s => s.Name != self?.Name && s.DisplayName == name) => "Name_Taken",
        _ => null,
    };
}
