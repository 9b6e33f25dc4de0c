using MailKit;
using MailKit.Search;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;

namespace Webmail.Engine.Search;

/// <summary>Finds the messages of one selected mailbox that a list asks for, on the server (SEARCH, SORT).</summary>
public static class MailboxSearch
{
    /// <summary>UIDs in list order; for newest or oldest first a <see cref="UidSet"/>. Messages marked \Deleted are left out.</summary>
    public static async Task<IReadOnlyList<uint>> FindAsync(IMailFolder selected, ListingQuery query, bool canSort, CancellationToken cancellationToken)
    {
        var wanted = Query(query);
        if (!canSort || query.Sort is ListingSort.Newest or ListingSort.Oldest)
            return UidSet.Of(await selected.SearchAsync(wanted, cancellationToken));

        OrderBy[] order = query.Sort switch
        {
            ListingSort.Sender => [OrderBy.DisplayFrom, OrderBy.ReverseArrival],
            ListingSort.Subject => [OrderBy.Subject, OrderBy.ReverseArrival],
            _ => [OrderBy.ReverseSize],
        };
        if (query.Sort == ListingSort.Sender && !selected.Supports(FolderFeature.Sorting)) order = [OrderBy.From];
        return [.. (await selected.SortAsync(wanted, order, cancellationToken)).Select(uid => uid.Id)];
    }

    /// <summary>The same messages by arrival (INTERNALDATE), the newest first. The server must have SORT.</summary>
    public static async Task<IReadOnlyList<uint>> SortByArrivalAsync(IMailFolder selected, ListingQuery query, CancellationToken cancellationToken) =>
        [.. (await selected.SortAsync(Query(query), [OrderBy.ReverseArrival], cancellationToken)).Select(uid => uid.Id)];

    /// <summary>The SEARCH of a query: every word must stand in sender, recipients or subject (or in the text, when asked).</summary>
    public static SearchQuery Query(ListingQuery query)
    {
        SearchQuery wanted = SearchQuery.NotDeleted;
        wanted = query.Filter switch
        {
            ListingFilter.Unread => wanted.And(SearchQuery.NotSeen),
            ListingFilter.Flagged => wanted.And(SearchQuery.Flagged),
            _ => wanted,
        };
        foreach (var word in Words(query.Text))
        {
            var anywhere = SearchQuery.FromContains(word)
                .Or(SearchQuery.SubjectContains(word))
                .Or(SearchQuery.ToContains(word))
                .Or(SearchQuery.CcContains(word));
            wanted = wanted.And(query.InText ? anywhere.Or(SearchQuery.BodyContains(word)) : anywhere);
        }

        return wanted;
    }

    /// <summary>Splits at white space; what stands in double quotes stays together.</summary>
    internal static IEnumerable<string> Words(string text)
    {
        var parts = text.Split('"');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 1)
            {
                if (parts[i].Trim() is { Length: > 0 } phrase) yield return phrase;
            }
            else
            {
                foreach (var word in parts[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) yield return word;
            }
        }
    }
}
