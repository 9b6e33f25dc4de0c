namespace Webmail.Web.UI.Mail;

/// <summary>The parts of the page that are drawn anew on their own.</summary>
[Flags]
public enum MailRegions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The rows.</summary>
    List = 1,

    /// <summary>Title, filters, search and selection bar.</summary>
    Head = 2,

    /// <summary>The tree with its counts and the quota.</summary>
    Tree = 4,

    /// <summary>The reader's toolbar.</summary>
    Reader = 8,

    /// <summary>The snackbar.</summary>
    Notice = 16,

    /// <summary>Live, polling or offline.</summary>
    Status = 32,

    /// <summary>Menus and dialogs.</summary>
    Dialog = 64,

    /// <summary>Everything: another mailbox, other settings.</summary>
    All = 127,
}
