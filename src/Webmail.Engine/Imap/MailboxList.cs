using MailKit;
using MailKit.Net.Imap;

namespace Webmail.Engine.Imap;

/// <summary>Lists mailboxes of all namespaces: the person's own, other people's and shared ones (RFC 2342).</summary>
internal static class MailboxList
{
    /// <summary>
    /// Lists every mailbox with attributes, special use, subscription and counts, in as few commands as the server allows.
    /// Only what the server has just listed is returned; MailKit's own memory of mailboxes that are gone is not.
    /// </summary>
    public static async Task<IReadOnlyList<IMailFolder>> ListAsync(ImapClient client, StatusItems items, CancellationToken cancellationToken)
    {
        var offered = client.Capabilities;
        var inOneGo = offered.HasFlag(ImapCapabilities.ListExtended) && offered.HasFlag(ImapCapabilities.ListStatus);
        var found = new Dictionary<string, IMailFolder>(StringComparer.Ordinal);
        foreach (var space in Namespaces(client))
        {
            var listed = await client.GetFoldersAsync(space, inOneGo ? items : StatusItems.None, false, cancellationToken);
            foreach (var folder in listed)
                found.TryAdd(folder.FullName, folder);

            // RFC 5258: without RETURN (SUBSCRIBED) only LSUB knows. MailKit writes its answer into the same objects.
            if (!offered.HasFlag(ImapCapabilities.ListExtended))
                await client.GetFoldersAsync(space, StatusItems.None, true, cancellationToken);
        }

        // With the prefix INBOX. the list of what lies below it does not have INBOX itself.
        var alone = found.TryAdd(client.Inbox.FullName, client.Inbox);
        if (items != StatusItems.None)
            await CountAsync(inOneGo ? (alone ? [client.Inbox] : []) : found.Values, items, cancellationToken);
        return [.. found.Values.Where(IsReal)];
    }

    /// <summary>Asks the server, not MailKit's memory, whether a mailbox is there.</summary>
    public static async Task<bool> ContainsAsync(ImapClient client, IMailFolder mailbox, CancellationToken cancellationToken)
    {
        foreach (var space in Namespaces(client))
        {
            var listed = await client.GetFoldersAsync(space, StatusItems.None, false, cancellationToken);
            if (listed.Any(folder => folder.FullName == mailbox.FullName && folder.Exists))
                return true;
        }

        return false;
    }

    private static IEnumerable<FolderNamespace> Namespaces(ImapClient client) =>
        client.PersonalNamespaces.Concat(client.OtherNamespaces).Concat(client.SharedNamespaces).DistinctBy(space => space.Path);

    // A name that only carries other mailboxes is real to the person: it is a branch of the tree.
    private static bool IsReal(IMailFolder folder) => !folder.Attributes.HasFlag(FolderAttributes.NonExistent) || folder.Attributes.HasFlag(FolderAttributes.HasChildren);

    private static async Task CountAsync(IEnumerable<IMailFolder> folders, StatusItems items, CancellationToken cancellationToken)
    {
        foreach (var folder in folders)
        {
            if ((folder.Attributes & (FolderAttributes.NoSelect | FolderAttributes.NonExistent)) != 0)
                continue;

            try
            {
                await folder.StatusAsync(items, cancellationToken);
            }
            catch (ImapCommandException)
            {
                // Gone since LIST, or not ours to look into: it stays in the list, without counts.
            }
        }
    }
}
