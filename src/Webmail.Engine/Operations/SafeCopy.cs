using MailKit;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Operations;

/// <summary>
/// COPY that may be repeated after a lost connection: what an earlier attempt already copied is found in the destination,
/// by Message-ID among the messages that came after the first attempt began, and not copied again.
/// </summary>
internal static class SafeCopy
{
    public static async Task CopyAsync(OperationTarget target, UidSet uids, uint uidValidity, IMailFolder destination, CancellationToken cancellationToken)
    {
        var attempt = target.Attempt;
        var missing = uids;
        await destination.StatusAsync(StatusItems.UidNext | StatusItems.UidValidity, cancellationToken);
        var uidNext = destination.UidNext?.Id ?? 1;
        if (attempt.DestinationUidNext is { } before && before < uidNext)
            missing = await WithoutThoseCopiedAsync(target, uids, uidValidity, destination, before, cancellationToken);
        else
            attempt.DestinationUidNext = uidNext;

        if (missing.IsEmpty) return;
        Note(attempt, await target.Source.CopyToAsync(missing.ToUniqueIds(uidValidity), destination, cancellationToken), missing);
        // The next portion looks only at what comes after this one.
        if (!attempt.Copied.IsEmpty) attempt.DestinationUidNext = Math.Max(attempt.DestinationUidNext ?? 1, attempt.Copied.Max + 1);
    }

    /// <summary>Takes over what COPYUID (RFC 4315) told; a server that told nothing leaves the inverse unknown.</summary>
    public static void Note(OperationAttempt attempt, UniqueIdMap map, UidSet asked)
    {
        if (map.Destination.Count > 0)
        {
            attempt.Copied = attempt.Copied.Union(UidSet.Of(map.Destination));
            attempt.DestinationUidValidity = map.Destination[0].Validity;
        }
        else if (!asked.IsEmpty)
        {
            attempt.IsInverseUnknown = true;
        }
    }

    private static async Task<UidSet> WithoutThoseCopiedAsync(
        OperationTarget target, UidSet uids, uint uidValidity, IMailFolder destination, uint from, CancellationToken cancellationToken)
    {
        var request = new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope | MessageSummaryItems.Size);
        var wanted = (await target.Source.FetchAsync(uids.ToUniqueIds(uidValidity), request, cancellationToken)).ToList();
        await destination.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
        var there = await destination.FetchAsync(new UniqueIdRange(new UniqueId(from), UniqueId.MaxValue), request, cancellationToken);
        await target.Source.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
        var copied = there.Select(Identity).ToHashSet();
        target.Attempt.IsInverseUnknown = true;
        return UidSet.Of(wanted.Where(message => !copied.Contains(Identity(message))).Select(message => message.UniqueId));
    }

    private static (string?, uint?, DateTimeOffset?) Identity(IMessageSummary message) =>
        (message.Envelope?.MessageId, message.Size, message.Envelope?.Date);
}
