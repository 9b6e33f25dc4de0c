using Webmail.Engine.Operations;

namespace Webmail.Engine.Mirror;

/// <summary>By how much the counts of a mailbox go up or down.</summary>
public readonly record struct CountChange(int Unread, int Total);

/// <summary>An operation that a person sees done and the server has not confirmed. Compared by reference.</summary>
public sealed class PendingOperation(MailOperation operation)
{
    private readonly TaskCompletionSource<OperationOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _done;

    /// <summary>What is to be done.</summary>
    public MailOperation Operation { get; } = operation;

    /// <summary>What it does to the counts of its mailbox until the server tells the true ones.</summary>
    public CountChange SourceCounts { get; init; }

    /// <summary>What it does to the counts of <see cref="MailOperation.Destination"/>.</summary>
    public CountChange DestinationCounts { get; init; }

    /// <summary>How many messages are done, for progress.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Ends with the server's word; never throws.</summary>
    public Task<OperationOutcome> Outcome => _outcome.Task;

    /// <summary>
    /// The MODSEQ just before the server told, while this waited, of a message without its effect; null if it told of none. Another client
    /// may have done the opposite afterwards, so the changes since then are asked for once this is confirmed.
    /// </summary>
    internal ulong? ContradictedAt { get; set; }

    internal void Report(int done) => Volatile.Write(ref _done, done);

    internal void End(OperationOutcome outcome) => _outcome.TrySetResult(outcome);
}
