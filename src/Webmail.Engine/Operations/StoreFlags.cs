using System.Collections.Immutable;
using MailKit;
using MailKit.Search;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Operations;

/// <summary>Sets or clears flags and keywords (RFC 9051 6.4.6).</summary>
public sealed record StoreFlags(string Mailbox, uint UidValidity, UidSet Uids) : MailOperation(Mailbox, UidValidity, Uids)
{
    /// <summary>True sets, false clears.</summary>
    public bool Set { get; init; } = true;

    /// <summary>System flags.</summary>
    public MessageFlags Flags { get; init; }

    /// <summary>Keywords.</summary>
    public ImmutableHashSet<string> Keywords { get; init; } = [];

    /// <summary>The server is asked which messages differ, even for one and for keywords: then the inverse is exact whatever is known here.</summary>
    public bool OnlyDiffering { get; init; }

    /// <inheritdoc/>
    public override MessageRow Preview(MessageRow row) => Set
        ? row with { Flags = row.Flags | Flags, Keywords = row.Keywords.Union(Keywords) }
        : row with { Flags = row.Flags & ~Flags, Keywords = row.Keywords.Except(Keywords) };

    /// <inheritdoc/>
    public override async Task<MailOperation?> RunAsync(OperationTarget target, CancellationToken cancellationToken)
    {
        // Only what differs is stored: less work for every client, and the inverse restores exactly what was.
        var differing = !OnlyDiffering && (Uids.Count == 1 || Keywords.Count > 0)
            ? Uids
            : UidSet.Of(await target.Source.SearchAsync(SearchQuery.Uids(Uids.ToUniqueIds(UidValidity)).And(Differing()), cancellationToken));
        var request = new StoreFlagsRequest(Set ? StoreAction.Add : StoreAction.Remove, Flags) { Silent = true };
        request.Keywords.UnionWith(Keywords);
        if (!differing.IsEmpty) await target.Source.StoreAsync(differing.ToUniqueIds(UidValidity), request, cancellationToken);
        // A repetition finds the first attempt's work done, so what differed then is added to what differs now.
        target.Attempt.Done = target.Attempt.Done.Union(differing);
        return this with { Uids = target.Attempt.Done, Set = !Set };
    }

    /// <inheritdoc/>
    public override MailOperation? TryMerge(MailOperation next) =>
        next is StoreFlags store && store.Mailbox == Mailbox && store.UidValidity == UidValidity
        && store.Set == Set && store.OnlyDiffering == OnlyDiffering && store.Flags == Flags && store.Keywords.SetEquals(Keywords)
            ? this with { Uids = Uids.Union(store.Uids) }
            : null;

    private BinarySearchQuery Differing()
    {
        SearchQuery any = SearchQuery.Not(SearchQuery.All);
        foreach (var flag in Enum.GetValues<MessageFlags>())
        {
            if ((Flags & flag) == 0 || flag == MessageFlags.UserDefined) continue;
            any = any.Or(Set ? SearchQuery.NotFlags(flag) : SearchQuery.HasFlags(flag));
        }

        foreach (var keyword in Keywords) any = any.Or(Set ? SearchQuery.NotKeyword(keyword) : SearchQuery.HasKeyword(keyword));
        return any.And(SearchQuery.All);
    }
}
