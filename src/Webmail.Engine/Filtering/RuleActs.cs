using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;

namespace Webmail.Engine.Filtering;

/// <summary>What a session does for a rule that is applied.</summary>
/// <param name="Perform">Shows an operation as done, and queues it.</param>
/// <param name="UndoAsync">Takes one back; false if that is not possible.</param>
/// <param name="CreateAsync">Makes a mailbox by its whole name; null means done.</param>
internal sealed record RuleActs(
    Func<MailOperation, PendingOperation> Perform,
    Func<PendingOperation, Task<bool>> UndoAsync,
    Func<string, CancellationToken, Task<OperationOutcome.Refused?>> CreateAsync);
