using System.Collections.Immutable;
using MailKit;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;

namespace Webmail.Engine.Filtering;

/// <summary>
/// A rule that is being applied, as one act: its operations one after the other, and all of them taken back together. Safe to use from any thread.
/// </summary>
public sealed class RuleApplication
{
    private static readonly (string Name, MessageFlags Flag)[] SystemFlags =
    [
        (@"\Seen", MessageFlags.Seen), (@"\Answered", MessageFlags.Answered), (@"\Flagged", MessageFlags.Flagged), (@"\Deleted", MessageFlags.Deleted), (@"\Draft", MessageFlags.Draft),
    ];

    private readonly RulePlan plan;
    private readonly RuleTrial.Done trial;
    private readonly RuleActs acts;
    private readonly MailboxTree mailboxes;
    private readonly bool hasUidPlus;
    private readonly Lock gate = new();
    private ImmutableList<PendingOperation> begun = [];
    private OperationOutcome.Refused? refusal;
    private bool isTakenBack;

    private RuleApplication(RulePlan plan, RuleTrial.Done trial, RuleActs acts, MailboxTree mailboxes, bool hasUidPlus) =>
        (this.plan, this.trial, this.acts, this.mailboxes, this.hasUidPlus) = (plan, trial, acts, mailboxes, hasUidPlus);

    /// <summary>How many messages it is for.</summary>
    public int Messages => trial.Hits.Count;

    /// <summary>How much of it is done, from 0 to 1.</summary>
    public double Progress
    {
        get
        {
            lock (gate)
                return Outcome.IsCompleted ? 1 : begun.Sum(pending => pending.Outcome.IsCompleted ? Messages : pending.Done) / (double)(Messages * Steps);
        }
    }

    /// <summary>Ends when all is done, or refused: then this says why, and what was done before stays done until it is taken back. Null: all was done.</summary>
    public Task<OperationOutcome.Refused?> Outcome { get; private set; } = Task.FromResult<OperationOutcome.Refused?>(null);

    private int Steps => plan.CopyTo.Length + (plan.Removes ? 1 : 0) + ((plan.Add.Length + plan.Remove.Length) * (FlagsFollow ? plan.CopyTo.Length + 1 : 1));

    // Flags are given where the messages are in the end, so that they can be taken back there. Without COPYUID (RFC 4315) nobody knows which they are.
    private bool FlagsFollow => plan.Removes && hasUidPlus;

    internal static RuleApplication Begin(RulePlan plan, RuleTrial.Done trial, RuleActs acts, MailboxTree mailboxes, bool hasUidPlus)
    {
        if (plan.IsEmpty || !plan.Missing.IsEmpty)
            throw new ArgumentException("The plan can't be carried out.", nameof(plan));
        var application = new RuleApplication(plan, trial, acts, mailboxes, hasUidPlus);
        if (!trial.Hits.IsEmpty)
            application.Outcome = application.RunAsync();
        return application;
    }

    /// <summary>Takes back what was done, the last first, and does no more; false if something could not be taken back.</summary>
    public async Task<bool> UndoAsync()
    {
        ImmutableList<PendingOperation> done;
        lock (gate)
        {
            isTakenBack = true;
            (done, begun) = (begun, []);
        }

        var isUndone = true;
        foreach (var pending in done.Reverse())
            isUndone &= await acts.UndoAsync(pending);
        return isUndone;
    }

    private async Task<OperationOutcome.Refused?> RunAsync()
    {
        foreach (var mailbox in plan.Create)
        {
            if (await acts.CreateAsync(mailbox, CancellationToken.None) is { } refused && refused.Reason != RefusalReason.AlreadyExists)
                return refused;
        }

        if (FlagsFollow || await StoreAsync(trial.Mailbox, trial.UidValidity, trial.Hits))
            await FileAsync();
        return refusal;
    }

    private async Task FileAsync()
    {
        foreach (var copy in plan.CopyTo)
        {
            if (await DoAsync(new CopyMessages(trial.Mailbox, trial.UidValidity, trial.Hits, copy)) is not { } done)
                return;
            if (FlagsFollow && done.Inverse is { } copied && !await StoreAsync(copied.Mailbox, copied.UidValidity, copied.Uids))
                return;
        }

        if (!plan.Removes)
            return;
        MailOperation leave = plan.MoveTo is { } target
            ? new MoveMessages(trial.Mailbox, trial.UidValidity, trial.Hits, target)
            : Deletion.For(mailboxes, trial.Mailbox, trial.UidValidity, trial.Hits);
        if (await DoAsync(leave) is { Inverse: { } moved } && FlagsFollow)
            await StoreAsync(moved.Mailbox, moved.UidValidity, moved.Uids);
    }

    /// <summary>Gives and takes flags, each by itself, so that what a message had already is what it has after an undo.</summary>
    private async Task<bool> StoreAsync(string mailbox, uint uidValidity, UidSet uids)
    {
        foreach (var (flag, isSet) in plan.Add.Select(flag => (flag, true)).Concat(plan.Remove.Select(flag => (flag, false))))
        {
            var known = SystemFlags.FirstOrDefault(one => one.Name.Equals(flag, StringComparison.OrdinalIgnoreCase)).Flag;
            var store = new StoreFlags(mailbox, uidValidity, uids) { Set = isSet, Flags = known, Keywords = known == MessageFlags.None ? [flag] : [], OnlyDiffering = true };
            if (await DoAsync(store) is null)
                return false;
        }

        return true;
    }

    private async Task<OperationOutcome.Done?> DoAsync(MailOperation operation)
    {
        PendingOperation pending;
        lock (gate)
        {
            if (isTakenBack)
                return null;
            pending = acts.Perform(operation);
            begun = begun.Add(pending);
        }

        var outcome = await pending.Outcome;
        refusal = outcome as OperationOutcome.Refused;
        return outcome as OperationOutcome.Done;
    }
}
