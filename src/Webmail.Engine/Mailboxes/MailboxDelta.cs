using System.Collections.Immutable;
using MailKit;

namespace Webmail.Engine.Mailboxes;

/// <summary>The flags and keywords of one message as the server told them.</summary>
public readonly record struct FlagChange(uint Uid, MessageFlags Flags, ImmutableHashSet<string> Keywords, ulong ModSeq);

/// <summary>What became different in a mailbox between two states. Made by Sync, applied by the mirror.</summary>
/// <param name="State">The state that the mailbox is in after the delta.</param>
/// <param name="Vanished">UIDs that are gone.</param>
/// <param name="Arrived">UIDs that are new.</param>
/// <param name="Flags">Flags that may have changed; UIDs without a fetched row are allowed.</param>
/// <param name="Reset">True if everything known before is void (new UIDVALIDITY); <paramref name="Arrived"/> then holds all UIDs.</param>
public sealed record MailboxDelta(
    MailboxState State,
    UidSet Vanished,
    UidSet Arrived,
    ImmutableArray<FlagChange> Flags,
    bool Reset = false)
{
    /// <summary>True if applying it changes nothing but perhaps the state's counters.</summary>
    public bool IsEmpty => !Reset && Vanished.IsEmpty && Arrived.IsEmpty && Flags.IsEmpty;
}
