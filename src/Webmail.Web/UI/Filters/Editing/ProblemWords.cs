using Microsoft.Extensions.Localization;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Web.UI.Filters.Editing;

/// <summary>Says what is wrong with a rule.</summary>
public static class ProblemWords
{
    private static readonly string[] Fields = ["mailbox", "header", "flag", "reason", "text", "group"];

    /// <summary>What is wrong, and what to do.</summary>
    public static string Of(RuleProblem problem, IStringLocalizer<Resources.Filters> texts) => problem switch
    {
        { Kind: RuleProblemKind.Empty, Detail: "" } => texts["Problem_Empty_key"],
        { Kind: RuleProblemKind.Empty } when Fields.Contains(problem.Detail) => texts[$"Problem_Empty_{problem.Detail}"],
        { Kind: RuleProblemKind.BadAddress, Detail: "" } => texts["Problem_Empty_address"],
        { Kind: RuleProblemKind.NotOffered, Detail: "" } => texts["Problem_Empty_address"],
        { Kind: RuleProblemKind.OutOfRange, Detail: "redirect" } => texts["Problem_OutOfRange_redirect"],
        _ => texts[$"Problem_{problem.Kind}", problem.Detail],
    };
}
