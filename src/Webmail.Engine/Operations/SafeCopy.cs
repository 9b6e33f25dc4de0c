using MailKit;
using MailKit.Net.Imap;
using MimeKit;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Operations;

/// <summary>
/// COPY and MOVE that may be repeated after a lost connection: what an earlier attempt already copied is found in the destination,
/// by Message-ID, size and date among the messages that came after the first attempt began, and not copied again.
/// </summary>
internal static class SafeCopy
{
    /// <summary>Copies what is not there yet.</summary>
    public static async Task CopyAsync(OperationTarget target, UidSet uids, uint uidValidity, IMailFolder destination, CancellationToken cancellationToken)
    {
        var missing = await MissingAsync(target, uids, uidValidity, destination, cancellationToken);
        if (!missing.IsEmpty)
            Note(target.Attempt, await target.Source.CopyToAsync(missing.ToUniqueIds(uidValidity), destination, cancellationToken), missing);
    }

    /// <summary>
    /// Which of these an earlier attempt did not bring to the destination. In a first attempt all, at the cost of one STATUS for the
    /// operation. A repeated one selects the destination and compares: after a crash STATUS may still say what was before it.
    /// </summary>
    public static async Task<UidSet> MissingAsync(
        OperationTarget target, UidSet uids, uint uidValidity, IMailFolder destination, CancellationToken cancellationToken)
    {
        var attempt = target.Attempt;
        uids = uids.Except(attempt.Transferred);
        if (uids.IsEmpty) return uids;
        if (attempt.DestinationUidNext is { } before)
            return attempt.IsRepeated ? await WithoutThoseCopiedAsync(target, uids, uidValidity, destination, before, cancellationToken) : uids;
        await destination.StatusAsync(StatusItems.UidNext | StatusItems.UidValidity, cancellationToken);
        attempt.DestinationUidNext = attempt.FirstDestinationUid = destination.UidNext?.Id ?? 1;
        return uids;
    }

    /// <summary>Takes over that these are there, and what COPYUID (RFC 4315) told; a server that told nothing leaves the inverse unknown.</summary>
    public static void Note(OperationAttempt attempt, UniqueIdMap map, UidSet asked)
    {
        attempt.Transferred = attempt.Transferred.Union(asked);
        if (map.Destination.Count > 0)
        {
            attempt.Copied = attempt.Copied.Union(UidSet.Of(map.Destination));
            attempt.Brought = attempt.Brought.Union(attempt.Copied);
            attempt.DestinationUidValidity = map.Destination[0].Validity;
            // The next portion looks only at what comes after this one.
            attempt.DestinationUidNext = Math.Max(attempt.DestinationUidNext ?? 1, attempt.Copied.Max + 1);
        }
        else if (!asked.IsEmpty)
        {
            attempt.IsInverseUnknown = true;
        }
    }

    /// <summary>Where COPYUID did not tell all: what came to the destination in the meantime counts as brought there; one STATUS.</summary>
    public static async Task NoteUnknownAsync(OperationAttempt attempt, IMailFolder destination, CancellationToken cancellationToken)
    {
        if (!attempt.IsInverseUnknown) return;
        try
        {
            await destination.StatusAsync(StatusItems.UidNext | StatusItems.UidValidity, cancellationToken);
        }
        catch (ImapCommandException)
        {
            // The messages are where they belong; that nobody can say which they are must not look like a refusal.
            return;
        }

        if (destination.UidNext is not { } next || next.Id <= attempt.FirstDestinationUid) return;
        attempt.DestinationUidValidity = destination.UidValidity;
        attempt.Brought = attempt.Brought.Union(UidSet.OfRanges([new UidSet.Range(attempt.FirstDestinationUid, next.Id - 1)]));
    }

    private static async Task<UidSet> WithoutThoseCopiedAsync(
        OperationTarget target, UidSet uids, uint uidValidity, IMailFolder destination, uint from, CancellationToken cancellationToken)
    {
        var request = new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Size, ["Message-ID", "Date"]);
        var wanted = (await target.Source.FetchAsync(uids.ToUniqueIds(uidValidity), request, cancellationToken)).ToList();
        await destination.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
        var there = await destination.FetchAsync(new UniqueIdRange(new UniqueId(from), UniqueId.MaxValue), request, cancellationToken);
        await target.Source.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
        if (target.Source.UidValidity != uidValidity) throw new StaleMailboxException();
        var notOurs = target.Attempt.Beside.Aggregate(UidSet.Empty, (uids, other) => uids.Union(other.Brought));
        // Counted, because a mailbox may hold the same message twice, and both belong to the person.
        var copied = there.Where(message => !notOurs.Contains(message.UniqueId.Id)).CountBy(Identity).ToDictionary();
        var missing = UidSet.Of(wanted.Where(message => !Take(copied, Identity(message))).Select(message => message.UniqueId));
        // What got there without a COPYUID that we heard of has a UID that we can only guess, and nothing is expunged by guessing.
        if (missing.Count < uids.Count) target.Attempt.IsInverseUnknown = true;
        return missing;
    }

    private static bool Take<T>(Dictionary<T, int> counts, T one)
        where T : notnull
    {
        if (!counts.TryGetValue(one, out var left) || left == 0) return false;
        counts[one] = left - 1;
        return true;
    }

    private static (string?, uint?, string?) Identity(IMessageSummary message) =>
        (message.Headers?[HeaderId.MessageId], message.Size, message.Headers?[HeaderId.Date]);
}
