using System.Collections.Immutable;
using MailKit;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Sieve.Rules;
using Webmail.Engine.Sync;

namespace Webmail.Engine.Filtering;

/// <summary>
/// Rules on the mail that is there: which messages one is for, and doing with them what it says. The server runs rules on what comes; this
/// is done by our own operations, so that it can be taken back (ADR 13). Safe to use from any thread.
/// </summary>
public sealed class RulesOnMail
{
    /// <summary>How many messages a trial looks at unless it is told otherwise: some months of a person's mail, and one answer of a server.</summary>
    public const int UsualMessages = 500;

    private readonly ImapConnectionPool pool;
    private readonly AccountSync sync;
    private readonly RuleActs acts;
    private readonly TimeProvider time;

    internal RulesOnMail(ImapConnectionPool pool, AccountSync sync, RuleActs acts, TimeProvider time) =>
        (this.pool, this.sync, this.acts, this.time) = (pool, sync, acts, time);

    /// <summary>Looks which messages a rule is for, whether it is on or off. Changes nothing.</summary>
    /// <param name="rule">The rule; only what it asks counts.</param>
    /// <param name="features">What the server's Sieve can do.</param>
    /// <param name="mailbox">Where to look.</param>
    /// <param name="newest">So many of the newest messages; null: all of them.</param>
    /// <param name="progress">Told how far it has come, at first and after each command.</param>
    /// <param name="cancellationToken">Nobody wants to know any more.</param>
    /// <exception cref="ArgumentException">The rule asks what can't be asked: see <see cref="RuleCheck"/>.</exception>
    /// <exception cref="Accounts.SignInException">The server does not take the credentials any more.</exception>
    public async Task<RuleTrial> TryAsync(
        FilterRule rule, SieveFeatures features, string mailbox, int? newest, IProgress<TrialProgress>? progress, CancellationToken cancellationToken)
    {
        var asked = rule with { Actions = [new FilterAction.Keep()] };
        if (RuleCheck.Problems(asked, features) is [var problem, ..])
            throw new ArgumentException($"The rule can't be tried: {problem.Kind}.", nameof(rule));
        try
        {
            var mirror = await sync.Mailboxes.OpenAsync(mailbox, cancellationToken);
            var (validity, uids) = (mirror.UidValidity, Newest(mirror.Shown, newest));
            return await new RuleTryout(pool, asked, features, time, progress).RunAsync(mailbox, validity, uids, cancellationToken);
        }
        catch (Exception e) when (Refusals.Of(e) is { } refused)
        {
            return new RuleTrial.Failed(refused);
        }
    }

    /// <summary>The rows of a trial's messages, the newest first; those that are gone by now are left out.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="first">How many to pass over.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Nobody looks any more.</param>
    public async Task<(ImmutableArray<MessageRow> Rows, OperationOutcome.Refused? Refusal)> ShowAsync(
        RuleTrial.Done trial, int first, int count, CancellationToken cancellationToken)
    {
        try
        {
            var mirror = await sync.Mailboxes.OpenAsync(trial.Mailbox, cancellationToken);
            if (mirror.UidValidity != trial.UidValidity)
                return ([], new OperationOutcome.Refused(RefusalReason.MailboxRebuilt, ""));
            var window = Enumerable.Range(first, Math.Clamp(trial.Hits.Count - first, 0, count)).Select(i => trial.Hits[trial.Hits.Count - 1 - i]).ToList();
            await sync.Mailboxes.FetchRowsAsync(mirror, window, ConnectionRole.Interactive, cancellationToken);
            return ([.. window.Select(mirror.Find).OfType<MessageRow>()], null);
        }
        catch (Exception e) when (Refusals.Of(e) is { } refused)
        {
            return ([], refused);
        }
    }

    /// <summary>What rules may ask for to be for messages like this one; nothing if it is not there any more.</summary>
    /// <param name="mailbox">IMAP name.</param>
    /// <param name="uid">The message.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    public async Task<(ImmutableArray<RuleProposal> Proposals, OperationOutcome.Refused? Refusal)> ProposeAsync(string mailbox, uint uid, CancellationToken cancellationToken)
    {
        try
        {
            return (await pool.RunAsync(
                ConnectionRole.Interactive,
                mailbox,
                async (work, ct) =>
                {
                    await work.CatchUpAsync(ct);
                    var found = await work.Selected.FetchAsync([new UniqueId(work.Selected.UidValidity, uid)], RuleProposals.Request, ct);
                    return found is [{ Headers: { } headers }, ..] ? RuleProposals.Of(headers) : [];
                },
                repeatable: true,
                cancellationToken), null);
        }
        catch (Exception e) when (Refusals.Of(e) is { } refused)
        {
            return ([], refused);
        }
    }

    /// <summary>What the rule would do to messages of a mailbox, and what it can't do to them any more.</summary>
    public RulePlan Plan(FilterRule rule, string mailbox) => RulePlan.Of(rule, sync.Tree, mailbox);

    /// <summary>Does to the messages of a trial what the rule says. Begins at once and does not wait for the server.</summary>
    /// <exception cref="ArgumentException">The plan does nothing, or names a mailbox that is missing.</exception>
    public RuleApplication Apply(RulePlan plan, RuleTrial.Done trial) => RuleApplication.Begin(plan, trial, acts, sync.Tree, pool.Capabilities.UidPlus);

    private static UidSet Newest(UidSet all, int? count) =>
        count is { } most && all.Count > most ? UidSet.OfRanges([new(all[all.Count - most], all.Max)]).Intersect(all) : all;
}
