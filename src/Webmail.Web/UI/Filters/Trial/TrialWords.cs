using Microsoft.Extensions.Localization;
using Webmail.Engine.Filtering;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Sieve.Evaluation;
using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Shell;

namespace Webmail.Web.UI.Filters.Trial;

/// <summary>Says what a trial found out, and what a rule does to old mail.</summary>
internal static class TrialWords
{
    // Stands in the texts on both sides of what is bold; no number has it.
    private const string Bold = "**";

    /// <summary>A sentence in which nothing stands out.</summary>
    public static IReadOnlyList<(string Text, bool IsBold)> Plain(string sentence) => [(sentence, false)];

    /// <summary>A sentence of our own with its numbers in bold.</summary>
    public static IReadOnlyList<(string Text, bool IsBold)> WithBold(string sentence) =>
        [.. sentence.Split(Bold).Select((part, i) => (part, i % 2 == 1)).Where(part => part.part.Length > 0)];

    /// <summary>Of how many messages it can't be said, and why.</summary>
    public static string Untold(RuleTrial.Done trial, IStringLocalizer<Resources.Trial> texts) =>
        string.Join(' ', trial.Untold.Select(one => texts[$"Untold_{Reason(one.Problem)}_{(one.Count == 1 ? "One" : "Many")}", one.Count].Value));

    /// <summary>What is done, a line for each.</summary>
    public static IEnumerable<string> Steps(RulePlan plan, MailboxTree mailboxes, IStringLocalizer<Resources.Trial> texts, IStringLocalizer<Resources.Mail> mailTexts)
    {
        string Name(string mailbox) => mailboxes.Find(mailbox) is { } known ? MailboxNames.Of(known, mailTexts) : mailbox;
        foreach (var mailbox in plan.Create)
            yield return texts["Step_Create", Name(mailbox)];
        foreach (var mailbox in plan.CopyTo)
            yield return texts["Step_Copy", Name(mailbox)];
        if (plan.MoveTo is { } target)
            yield return texts["Step_Move", Name(target)];
        if (plan.Deletes)
            yield return texts["Step_Delete"];
        foreach (var flag in plan.Add)
            yield return Flag("Add", flag);
        foreach (var flag in plan.Remove)
            yield return Flag("Remove", flag);

        string Flag(string verb, string flag) => flag.ToUpperInvariant() switch
        {
            @"\SEEN" => texts[$"Step_{verb}Seen"],
            @"\FLAGGED" => texts[$"Step_{verb}Flagged"],
            _ => texts[$"Step_{verb}", flag],
        };
    }

    /// <summary>What can't be done to old mail, a line for each kind.</summary>
    public static IEnumerable<string> LeftOut(RulePlan plan, IStringLocalizer<Resources.Trial> texts) =>
        plan.LeftOut.Select(action => texts[$"LeftOut_{action.GetType().Name}"].Value).Distinct();

    private static string Reason(EvaluationProblem problem) => problem switch
    {
        EvaluationProblem.NotKnown => "NotKnown",
        EvaluationProblem.NeedsBody => "TooLong",
        EvaluationProblem.TookTooLong => "TooSlow",
        _ => "Other",
    };
}
