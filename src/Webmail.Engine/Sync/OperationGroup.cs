using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;

namespace Webmail.Engine.Sync;

/// <summary>Pending operations that are carried out as one.</summary>
/// <param name="Operation">What does all of it.</param>
/// <param name="Members">What was asked for; each gets an outcome of its own.</param>
internal sealed record OperationGroup(MailOperation Operation, IReadOnlyList<PendingOperation> Members)
{
    /// <summary>How far it got.</summary>
    public OperationAttempt Attempt { get; } = new();
}
