using System.Collections.Immutable;
using MailKit;
using MailKit.Search;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;

namespace Webmail.Engine.Sync;

/// <summary>
/// (what we know, the selected mailbox) → <see cref="MailboxDelta"/>: by QRESYNC, else CONDSTORE and a search, else a search and a
/// comparison of flags. Holds no state.
/// </summary>
internal static class MailboxSynchronizer
{
    private const MessageSummaryItems FlagItems = MessageSummaryItems.UniqueId | MessageSummaryItems.Flags;

    /// <summary>Everything about a mailbox that nothing is known of: one search beside the SELECT.</summary>
    public static async Task<MailboxDelta> OpenAsync(ImapWork work, CancellationToken cancellationToken)
    {
        var folder = work.Selected;
        await work.CatchUpAsync(cancellationToken);
        var uids = folder.Count == 0 ? UidSet.Empty : await SearchAsync(folder, cancellationToken);
        return new MailboxDelta(StateOf(folder, uids, folder.HighestModSeq), UidSet.Empty, uids, [], Reset: true);
    }

    /// <summary>What changed since the mirror was last brought up to date.</summary>
    public static async Task<MailboxDelta> DeltaAsync(ImapWork work, MailboxMirror mirror, CancellationToken cancellationToken)
    {
        var folder = work.Selected;
        if (mirror.State is not { } known || folder.UidValidity != known.UidValidity) return await OpenAsync(work, cancellationToken);

        var vanished = new List<uint>();
        void OnVanished(object? sender, MessagesVanishedEventArgs e)
        {
            lock (vanished) vanished.AddRange(e.UniqueIds.Select(uid => uid.Id));
        }

        folder.MessagesVanished += OnVanished;
        try
        {
            await work.CatchUpAsync(cancellationToken);
            if (folder.UidValidity != known.UidValidity) return await OpenAsync(work, cancellationToken);

            if (!work.Capabilities.CondStore || known.HighestModSeq == 0)
                return await CompareAsync(folder, mirror, known, cancellationToken);

            // What the server has told so far is part of what it answers now; what comes in between is asked for next time.
            var reached = folder.HighestModSeq;
            // With QRESYNC, MailKit asks for VANISHED as well (RFC 7162 3.2.6), and tells of it by the event.
            var changes = await FlagsAsync(folder, UniqueIdRange.All, known.HighestModSeq, cancellationToken);
            var held = mirror.Uids;
            UidSet gone, arrived;
            if (work.Capabilities.QResync)
            {
                lock (vanished) gone = UidSet.Of(vanished);
                arrived = UidSet.Of(changes.Where(c => !c.Flags.HasFlag(MessageFlags.Deleted)).Select(c => c.Uid)).Except(held).Except(gone);
            }
            else
            {
                var now = await SearchAsync(folder, cancellationToken);
                (gone, arrived) = (held.Except(now), now.Except(held));
            }

            var highest = Math.Max(Math.Max(known.HighestModSeq, reached), changes.Length == 0 ? 0 : changes.Max(c => c.ModSeq));
            return new MailboxDelta(StateOf(folder, held.Union(arrived), highest), gone, arrived, changes);
        }
        finally
        {
            folder.MessagesVanished -= OnVanished;
        }
    }

    private static async Task<MailboxDelta> CompareAsync(IMailFolder folder, MailboxMirror mirror, MailboxState known, CancellationToken cancellationToken)
    {
        var now = folder.Count == 0 ? UidSet.Empty : await SearchAsync(folder, cancellationToken);
        var held = mirror.Uids;
        var arrived = now.Except(held);
        var ask = mirror.HeldRows.Intersect(now).Union(arrived);
        var flags = ask.IsEmpty ? [] : await FlagsAsync(folder, ask.ToUniqueIds(known.UidValidity), null, cancellationToken);
        return new MailboxDelta(StateOf(folder, now, 0), held.Except(now), arrived, flags);
    }

    private static async Task<ImmutableArray<FlagChange>> FlagsAsync(
        IMailFolder folder, IList<UniqueId> uids, ulong? changedSince, CancellationToken cancellationToken)
    {
        var request = new FetchRequest(FlagItems) { ChangedSince = changedSince };
        var summaries = await folder.FetchAsync(uids, request, cancellationToken);
        return [.. summaries.Where(s => s.UniqueId.IsValid).Select(FlagsOf)];
    }

    internal static FlagChange FlagsOf(IMessageSummary summary) => new(
        summary.UniqueId.Id,
        (summary.Flags ?? MessageFlags.None) & ~MessageFlags.Recent,
        MessageRows.KeywordsOf(summary.Keywords),
        summary.ModSeq ?? 0);

    private static async Task<UidSet> SearchAsync(IMailFolder folder, CancellationToken cancellationToken) =>
        UidSet.Of(await folder.SearchAsync(SearchQuery.NotDeleted, cancellationToken));

    private static MailboxState StateOf(IMailFolder folder, UidSet uids, ulong highestModSeq)
    {
        var next = folder.UidNext?.Id ?? 0;
        return new MailboxState(folder.UidValidity, uids.IsEmpty ? next : Math.Max(next, uids.Max + 1), highestModSeq, folder.Count);
    }
}
