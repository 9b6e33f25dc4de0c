using MailKit;
using MailKit.Search;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Sync;

/// <summary>Makes <see cref="Mailbox"/> records of the server's LIST and STATUS.</summary>
internal static class MailboxLister
{
    private const StatusItems Counts =
        StatusItems.Count | StatusItems.Unread | StatusItems.UidNext | StatusItems.UidValidity;

    /// <summary>All mailboxes with their counts, in as few round trips as the server allows.</summary>
    public static async Task<MailboxTree> ListAsync(ImapWork work, CancellationToken cancellationToken)
    {
        var items = work.Capabilities.CondStore ? Counts | StatusItems.HighestModSeq : Counts;
        var folders = await work.ListAsync(items, cancellationToken);
        return MailboxTree.Build(SpecialUseNames.Complete([.. folders.Where(f => f.FullName.Length > 0).Select(f => MailboxOf(f, KindOf(work, f), work.PersonalNamespace.Path))]));
    }

    /// <summary>The person's mailbox of a use, found as for the tree but without any counts; null if there is none.</summary>
    public static async Task<string?> FindAsync(ImapWork work, SpecialUse use, CancellationToken cancellationToken)
    {
        var folders = await work.ListAsync(StatusItems.None, cancellationToken);
        var mailboxes = folders.Where(f => f.FullName.Length > 0).Select(f => MailboxOf(f, KindOf(work, f), work.PersonalNamespace.Path));
        return SpecialUseNames.Complete([.. mailboxes]).FirstOrDefault(m => m.SpecialUse == use && m is { IsSelectable: true, Kind: MailboxKind.Personal })?.Name;
    }

    /// <summary>The counts of the selected mailbox by one SEARCH, which a server answers from its index.</summary>
    public static async Task<Mailbox?> CountAsync(ImapWork work, CancellationToken cancellationToken)
    {
        var folder = work.Selected;
        // RFC 9051 6.3.11 advises against STATUS of the selected mailbox, so the unread ones are searched for; ESEARCH counts them only.
        var unread = work.Capabilities.ESearch
            ? (await folder.SearchAsync(SearchOptions.Count, SearchQuery.NotSeen.And(SearchQuery.NotDeleted), cancellationToken)).Count
            : (await folder.SearchAsync(SearchQuery.NotSeen.And(SearchQuery.NotDeleted), cancellationToken)).Count;
        return MailboxOf(folder, KindOf(work, folder)) with { Unread = unread };
    }

    /// <summary>One mailbox as MailKit's folder object knows it now.</summary>
    /// <param name="folder">The mailbox.</param>
    /// <param name="kind">Whose it is.</param>
    /// <param name="prefix">The prefix of the personal namespace, without its separator; matters for <see cref="Mailbox.ParentName"/> only.</param>
    public static Mailbox MailboxOf(IMailFolder folder, MailboxKind kind, string prefix = "") => new()
    {
        Name = folder.FullName,
        DisplayName = folder.Name,
        Separator = folder.DirectorySeparator == '\0' ? null : folder.DirectorySeparator,
        ParentName = ParentOf(folder.FullName, folder.DirectorySeparator, prefix),
        SpecialUse = UseOf(folder),
        Kind = kind,
        IsSelectable = (folder.Attributes & (FolderAttributes.NoSelect | FolderAttributes.NonExistent)) == 0,
        CanHaveChildren = (folder.Attributes & FolderAttributes.NoInferiors) == 0,
        IsSubscribed = folder.IsSubscribed,
        Unread = folder.Unread,
        Total = folder.Count,
        UidValidity = folder.UidValidity,
        UidNext = folder.UidNext?.Id ?? 0,
        HighestModSeq = folder.HighestModSeq,
    };

    /// <summary>Whose mailbox it is, by its namespace.</summary>
    public static MailboxKind KindOf(ImapWork work, IMailFolder folder) => work.IsShared(folder) ? MailboxKind.Shared : MailboxKind.Personal;

    private static string? ParentOf(string name, char separator, string prefix)
    {
        var cut = separator == '\0' ? -1 : name.LastIndexOf(separator);
        if (cut <= 0) return null;
        var parent = name[..cut];
        if (!IsInbox(parent)) return parent;
        // Where everything lives below INBOX (prefix "INBOX."), its children stand beside it for a person.
        return IsInbox(prefix) ? null : "INBOX";
    }

    private static bool IsInbox(string name) => name.Equals("INBOX", StringComparison.OrdinalIgnoreCase);

    private static SpecialUse UseOf(IMailFolder folder)
    {
        if (IsInbox(folder.FullName)) return SpecialUse.Inbox;
        var attributes = folder.Attributes;
        return attributes.HasFlag(FolderAttributes.Drafts) ? SpecialUse.Drafts
            : attributes.HasFlag(FolderAttributes.Sent) ? SpecialUse.Sent
            : attributes.HasFlag(FolderAttributes.Archive) ? SpecialUse.Archive
            : attributes.HasFlag(FolderAttributes.Junk) ? SpecialUse.Junk
            : attributes.HasFlag(FolderAttributes.Trash) ? SpecialUse.Trash
            : attributes.HasFlag(FolderAttributes.Flagged) ? SpecialUse.Flagged
            : attributes.HasFlag(FolderAttributes.All) ? SpecialUse.All
            : attributes.HasFlag(FolderAttributes.Important) ? SpecialUse.Important
            : SpecialUse.None;
    }
}
