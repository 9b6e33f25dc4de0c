using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Sync;

/// <summary>
/// Finds special-use mailboxes by name where the server does not mark them (no RFC 6154: hMailServer, Courier, old GMX and others),
/// only at the top of the person's own namespace and only for uses that nothing is marked with.
/// </summary>
internal static class SpecialUseNames
{
    private static readonly (SpecialUse Use, string[] Names)[] Known =
    [
        (SpecialUse.Drafts, ["Drafts", "Draft", "Entwürfe", "Entwurf"]),
        (SpecialUse.Sent, ["Sent", "Sent Items", "Sent Messages", "Sent Mail", "Gesendet", "Gesendete Elemente", "Gesendete Objekte"]),
        (SpecialUse.Archive, ["Archive", "Archives", "Archiv"]),
        (SpecialUse.Junk, ["Junk", "Spam", "Junk E-mail", "Junk-E-Mail", "Bulk Mail", "Spamverdacht", "Unerwünscht"]),
        (SpecialUse.Trash, ["Trash", "Deleted", "Deleted Items", "Deleted Messages", "Bin", "Papierkorb", "Gelöscht", "Gelöschte Elemente", "Gelöschte Objekte"]),
    ];

    public static IReadOnlyList<Mailbox> Complete(IReadOnlyList<Mailbox> mailboxes)
    {
        var marked = mailboxes.Select(m => m.SpecialUse).ToHashSet();
        var found = new Dictionary<string, SpecialUse>(StringComparer.Ordinal);
        foreach (var (use, names) in Known.Where(k => !marked.Contains(k.Use)))
        {
            var match = names
                .Select(name => mailboxes.FirstOrDefault(m =>
                    m is { Kind: MailboxKind.Personal, IsSelectable: true, ParentName: null, SpecialUse: SpecialUse.None }
                    && m.DisplayName.Equals(name, StringComparison.OrdinalIgnoreCase)))
                .FirstOrDefault(m => m is not null);
            if (match is not null) found.TryAdd(match.Name, use);
        }

        return found.Count == 0
            ? mailboxes
            : [.. mailboxes.Select(m => found.TryGetValue(m.Name, out var use) ? m with { SpecialUse = use } : m)];
    }
}
