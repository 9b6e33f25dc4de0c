using System.Collections.Immutable;
using MailKit;
using MailKit.Search;
using MimeKit;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Operations;
using Webmail.Engine.Sieve.Evaluation;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Filtering;

/// <summary>
/// One trial of one rule: SEARCH narrows, where the rule can be said by it; of what is left only the fields that the rule asks for are
/// fetched, and the evaluator decides. The text comes last, where nothing else has decided.
/// </summary>
internal sealed class RuleTryout(
    ImapConnectionPool pool, FilterRule rule, SieveFeatures features, TimeProvider time, IProgress<TrialProgress>? progress)
{
    // The headers of so many come in one answer of some 100 KB, in less than the half second after which progress is told.
    private const int AtOnce = 500;

    private readonly RuleNeeds needs = RuleNeeds.Of(rule.Condition, features);
    private readonly RuleMatcher matcher = new SieveEvaluator(time).Matcher(rule, features);
    private readonly List<uint> hits = [];
    private readonly Dictionary<EvaluationProblem, int> untold = [];

    /// <summary>Looks at these messages.</summary>
    public async Task<RuleTrial.Done> RunAsync(string mailbox, uint uidValidity, UidSet uids, CancellationToken cancellationToken)
    {
        var search = uids.IsEmpty ? null : RuleSearch.For(rule.Condition);
        var left = uids;
        if (search is not null)
            left = uids.Intersect(await OnMailboxAsync(mailbox, uidValidity, (work, ct) => SearchAsync(work, search.Query, uids, ct), cancellationToken));
        if (search is { IsExact: true })
            return new RuleTrial.Done(mailbox, uidValidity, left, uids.Count, []);

        var waiting = new Queue<(uint Uid, long Octets)>();
        for (var first = 0; first < left.Count; first += AtOnce)
        {
            var portion = UidSet.OfRanges([new(left[first], left[Math.Min(first + AtOnce, left.Count) - 1])]).Intersect(left);
            progress?.Report(new TrialProgress(uids.Count - left.Count + first, uids.Count));
            var found = await OnMailboxAsync(mailbox, uidValidity, (work, ct) => work.Selected.FetchAsync(portion.ToUniqueIds(uidValidity), needs.Request(), ct), cancellationToken);
            foreach (var summary in found.Where(summary => summary.UniqueId.IsValid))
            {
                if (Decide(summary.UniqueId.Id, MessageOf(summary, null), needs.Text, cancellationToken))
                    waiting.Enqueue((summary.UniqueId.Id, summary.Size ?? 0));
            }
        }

        await ReadTextsAsync(mailbox, uidValidity, uids.Count, waiting, cancellationToken);
        return new RuleTrial.Done(mailbox, uidValidity, UidSet.Of(hits), uids.Count, [.. untold.OrderBy(one => one.Key).Select(one => new UntoldMessages(one.Key, one.Value))]);
    }

    private async Task ReadTextsAsync(string mailbox, uint uidValidity, int total, Queue<(uint Uid, long Octets)> waiting, CancellationToken cancellationToken)
    {
        var texts = new MessageTexts(time);
        var open = waiting.Count;
        while (open > 0 && texts.Next(waiting) is { IsEmpty: false } portion)
        {
            progress?.Report(new TrialProgress(total - open, total));
            var received = await OnMailboxAsync(
                mailbox,
                uidValidity,
                async (work, ct) => (await work.Selected.FetchAsync(portion.ToUniqueIds(uidValidity), RuleNeeds.Dates, ct), await MessageTexts.FetchAsync(work, portion, ct)),
                cancellationToken);
            foreach (var summary in received.Item1.Where(summary => received.Item2.ContainsKey(summary.UniqueId.Id)))
            {
                using var whole = received.Item2[summary.UniqueId.Id];
                Decide(summary.UniqueId.Id, MessageOf(summary, whole), false, cancellationToken);
            }

            open -= portion.Count;
        }

        if (open > 0)
            untold[EvaluationProblem.NeedsBody] = untold.GetValueOrDefault(EvaluationProblem.NeedsBody) + open;
    }

    /// <summary>Notes what the evaluator says; true if it wants to see the text first.</summary>
    private bool Decide(uint uid, SieveMessage message, bool canFetchText, CancellationToken cancellationToken)
    {
        var (matches, problem) = matcher.Match(message, cancellationToken);
        if (matches == true)
            hits.Add(uid);
        if (problem is not { } why)
            return false;
        if (canFetchText && why == EvaluationProblem.NeedsBody)
            return true;
        untold[why] = untold.GetValueOrDefault(why) + 1;
        return false;
    }

    private static SieveMessage MessageOf(IMessageSummary summary, MimeMessage? whole) => new(whole?.Headers ?? summary.Headers ?? [], summary.Size ?? 0)
    {
        Whole = whole,
        Parts = summary.Body is { } body ? [.. PartHeaders.Below(body)] : null,
        Delivered = summary.InternalDate,
    };

    private static async Task<UidSet> SearchAsync(ImapWork work, SearchQuery query, UidSet uids, CancellationToken cancellationToken)
    {
        // From the first to the last: the exact set could be longer than a server takes on a line (RFC 7162 4).
        var range = new UniqueIdRange(new UniqueId(work.Selected.UidValidity, uids.Min), new UniqueId(work.Selected.UidValidity, uids.Max));
        return UidSet.Of(await work.Selected.SearchAsync(SearchQuery.Uids(range).And(query), cancellationToken));
    }

    private Task<T> OnMailboxAsync<T>(string mailbox, uint uidValidity, Func<ImapWork, CancellationToken, Task<T>> look, CancellationToken cancellationToken) => pool.RunAsync(
        ConnectionRole.Background,
        mailbox,
        async (work, ct) =>
        {
            await work.CatchUpAsync(ct);
            return work.Selected.UidValidity == uidValidity ? await look(work, ct) : throw new StaleMailboxException();
        },
        repeatable: true,
        cancellationToken);
}
