using System.Collections.Immutable;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Operations;

/// <summary>
/// Remembers, over lost connections, how far an operation got, so that a repetition neither doubles nor forgets.
/// Owned by the runner, one for each operation, used by one attempt at a time.
/// </summary>
public sealed class OperationAttempt
{
    /// <summary>True from the second attempt on: the server may have done more than it could tell.</summary>
    public bool IsRepeated { get; set; }

    /// <summary>UIDs that are done for certain.</summary>
    public UidSet Done { get; set; } = UidSet.Empty;

    /// <summary>UIDs of the source that are in the destination for certain, removed from the source or not.</summary>
    public UidSet Transferred { get; set; } = UidSet.Empty;

    /// <summary>UIDs that messages got in the destination (COPYUID).</summary>
    public UidSet Copied { get; set; } = UidSet.Empty;

    /// <summary>UIDVALIDITY of the destination.</summary>
    public uint DestinationUidValidity { get; set; }

    /// <summary>UIDNEXT of the destination before the first COPY: only messages from there on can be ours.</summary>
    public uint? DestinationUidNext { get; set; }

    /// <summary>The same as it was before anything was copied.</summary>
    public uint FirstDestinationUid { get; set; }

    /// <summary>
    /// UIDs of the destination that are the operation's own. A server that does not tell them (no COPYUID) leaves no more to say than
    /// what came there while the operation ran.
    /// </summary>
    public UidSet Brought { get; set; } = UidSet.Empty;

    /// <summary>Attempts at other operations that bring messages to the same destination at the same time: theirs are not ours.</summary>
    public ImmutableList<OperationAttempt> Beside { get; set; } = [];

    /// <summary>True if messages reached the destination without a COPYUID to tell which: then there is no exact inverse.</summary>
    public bool IsInverseUnknown { get; set; }
}
