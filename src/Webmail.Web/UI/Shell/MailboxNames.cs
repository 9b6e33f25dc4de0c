using Microsoft.Extensions.Localization;
using Webmail.Engine.Mailboxes;

namespace Webmail.Web.UI.Shell;

/// <summary>How a mailbox is called and drawn, and where its page is.</summary>
public static class MailboxNames
{
    /// <summary>The name that a person reads: translated for special-use mailboxes, the server's for all others.</summary>
    public static string Of(Mailbox mailbox, IStringLocalizer<Resources.Mail> texts) => mailbox switch
    {
        // In a shared namespace the server's name says whose mailbox it is; a translation would make them all alike.
        { SpecialUse: SpecialUse.None } or { Kind: not MailboxKind.Personal } => mailbox.DisplayName,
        _ => texts[$"SpecialUse_{mailbox.SpecialUse}"],
    };

    /// <summary>The levels of the name, for tooltips and lists: <c>Sites / Albrecht</c>.</summary>
    public static string PathOf(Mailbox mailbox, IStringLocalizer<Resources.Mail> texts) =>
        mailbox.SpecialUse != SpecialUse.None || mailbox.Path.IsDefaultOrEmpty ? Of(mailbox, texts) : string.Join(" / ", mailbox.Path);

    /// <summary>The name of the icon in the sprite.</summary>
    public static string Icon(Mailbox mailbox, bool active)
    {
        var name = mailbox switch
        {
            { Kind: not MailboxKind.Personal } => "group",
            { SpecialUse: SpecialUse.Inbox } => "inbox",
            { SpecialUse: SpecialUse.Flagged or SpecialUse.Important } => "flag",
            { SpecialUse: SpecialUse.Drafts } => "draft",
            { SpecialUse: SpecialUse.Sent } => "send",
            { SpecialUse: SpecialUse.Archive } => "archive",
            { SpecialUse: SpecialUse.Junk } => "report",
            { SpecialUse: SpecialUse.Trash } => "delete",
            { SpecialUse: SpecialUse.All } => "mail",
            _ => "folder",
        };
        return active && name != "mail" ? name + "-fill" : name;
    }

    /// <summary>The address of the mailbox's page, relative to the application's base.</summary>
    public static string Href(string mailbox) => "mail/" + Uri.EscapeDataString(mailbox);

    /// <summary>The number beside the name: unread messages, but all of them in Drafts and Junk, where unread says little.</summary>
    public static int Count(Mailbox mailbox) => ShowsTotal(mailbox) ? mailbox.Total : mailbox.Unread;

    /// <summary>True where <see cref="Count"/> is of all messages.</summary>
    public static bool ShowsTotal(Mailbox mailbox) => mailbox.SpecialUse is SpecialUse.Drafts or SpecialUse.Junk;

    /// <summary>True for the mailboxes that stand above the person's own tree.</summary>
    public static bool IsPrimary(Mailbox mailbox) => mailbox is { Kind: MailboxKind.Personal, SpecialUse: not SpecialUse.None };
}
