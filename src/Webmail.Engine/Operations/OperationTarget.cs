using MailKit;

namespace Webmail.Engine.Operations;

/// <summary>What an operation may use while it runs: its mailbox, selected read-write, and the way to another one.</summary>
/// <param name="Source">The mailbox of the operation, selected.</param>
/// <param name="FindAsync">Finds another mailbox by its IMAP name, without selecting it.</param>
/// <param name="CanMove">The server has MOVE (RFC 6851).</param>
/// <param name="CanUidExpunge">The server has UIDPLUS (RFC 4315).</param>
/// <param name="Attempt">What earlier attempts of the same operation left behind.</param>
public sealed record OperationTarget(
    IMailFolder Source,
    Func<string, CancellationToken, Task<IMailFolder>> FindAsync,
    bool CanMove,
    bool CanUidExpunge,
    OperationAttempt Attempt);
