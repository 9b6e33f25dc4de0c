using Webmail.Engine.Mailboxes;
using Webmail.Engine.Reading;

namespace Webmail.Web.UI.Mail;

/// <summary>Which menu or sheet is open over the mail page, and for which messages. One at a time.</summary>
public sealed class MailDialogs
{
    /// <summary>What is open. A closed set.</summary>
    public abstract record Open
    {
        /// <summary>The menu of mailboxes to move or copy to.</summary>
        public sealed record MailboxChoice(UidSet Uids, bool Copy, int X, int Y) : Open;

        /// <summary>The menu of mailboxes to save a message to that is attached to another one.</summary>
        public sealed record SavingChoice(MessageKey Attached, int X, int Y) : Open;

        /// <summary>The menu of one or more messages.</summary>
        public sealed record MessageMenu(UidSet Uids, int X, int Y, bool IsFromList) : Open;

        /// <summary>The sheet of keys.</summary>
        public sealed record Shortcuts : Open;
    }

    /// <summary>What is open, null if nothing is.</summary>
    public Open? Current { get; private set; }

    /// <summary>Told of every change.</summary>
    public event Action? Changed;

    /// <summary>Opens the menu of mailboxes.</summary>
    public void ChooseMailbox(UidSet uids, bool copy, int x, int y) => Set(uids.IsEmpty ? null : new Open.MailboxChoice(uids, copy, x, y));

    /// <summary>Opens the menu of mailboxes for a message that is attached to another one.</summary>
    public void ChooseMailboxFor(MessageKey attached, int x, int y) => Set(new Open.SavingChoice(attached, x, y));

    /// <summary>Opens the menu of messages.</summary>
    public void ShowMenu(UidSet uids, int x, int y, bool isFromList) => Set(uids.IsEmpty ? null : new Open.MessageMenu(uids, x, y, isFromList));

    /// <summary>Opens the sheet of keys.</summary>
    public void ShowShortcuts() => Set(new Open.Shortcuts());

    /// <summary>Closes what is open.</summary>
    public void Close() => Set(null);

    private void Set(Open? open)
    {
        Current = open;
        Changed?.Invoke();
    }
}
