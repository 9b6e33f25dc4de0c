using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Filters.Editing;

namespace Webmail.Web.UI.Filters.Sentences;

/// <summary>Says a rule as one sentence.</summary>
public static class RuleSentence
{
    /// <summary>The sentence in pieces, those that a row of the editor says with its id.</summary>
    public static IReadOnlyList<SentencePart> Of(FilterRule rule, SentenceWords words)
    {
        var actions = Actions(rule, words);
        // RFC 5228 5.3: none of no tests is true as well.
        if (rule.Condition.Tests.IsEmpty)
            return words.Fill("Sentence_Always", actions);
        var conditions = words.Join([.. rule.Condition.Tests.Select((test, i) => Test(test, i, words))], rule.Condition.Mode == GroupMode.All ? "List_And" : "List_Or");
        return words.Fill(IsUnless(rule.Condition) ? "Sentence_Unless" : "Sentence_If", conditions, actions);
    }

    /// <summary>The sentence as text.</summary>
    public static string TextOf(FilterRule rule, SentenceWords words) => rule switch
    {
        // Moments of UTC and identifiers of messages say nothing to a person.
        { Kind: RuleKind.Vacation, Actions: [FilterAction.Reply] } => words["Sentence_Vacation"],
        { Kind: RuleKind.Muted, Condition.Tests: [FilterTest.Header { Names: ["References", "In-Reply-To"] }] } => words["Sentence_Muted"],
        _ => string.Concat(Of(rule, words).Select(part => part.Text)),
    };

    private static IReadOnlyList<SentencePart> Actions(FilterRule rule, SentenceWords words) => rule.Actions.IsEmpty
        ? [new SentencePart(words["Sentence_Nothing"])]
        // As it is written: nothing is done after a stop.
        : words.Join(
            [.. rule.Actions.Select((action, i) => (action, i)).OrderBy(pair => pair.action is FilterAction.Stop).Select(pair => ActionSentence.Of(pair.action, RowId.OfAction(pair.i), words))],
            "List_And");

    private static IReadOnlyList<SentencePart> Test(FilterTest test, int index, SentenceWords words)
    {
        if (test is not FilterTest.Group group)
            return TestSentence.Of(test, RowId.OfTest(index), words);
        var inner = group.Tests.IsEmpty
            ? [new SentencePart(words["Sentence_Missing"], RowId.OfTest(index))]
            : words.Join([.. group.Tests.Select((one, i) => TestSentence.Of(one, RowId.OfTest(index, i), words))], group.Mode == GroupMode.All ? "List_And" : "List_Or");
        return words.Fill(IsUnless(group) ? "Group_Not" : "Group_Plain", inner);
    }

    // None of several is "not one of them", so that two denials cancel each other.
    private static bool IsUnless(FilterTest.Group group) => group.IsNegated != (group.Mode == GroupMode.None);
}
