using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>One rule, ready to be asked of many messages. Safe to use from several threads.</summary>
public sealed class RuleMatcher
{
    private readonly SieveEvaluator evaluator;
    private readonly SieveScript script;

    internal RuleMatcher(SieveEvaluator evaluator, SieveScript script) => (this.evaluator, this.script) = (evaluator, script);

    /// <summary>Whether the rule is for this message; null, and why, if that cannot be said here.</summary>
    /// <exception cref="OperationCanceledException">Nobody wants to know any more.</exception>
    public (bool? Matches, EvaluationProblem? Problem) Match(SieveMessage message, CancellationToken cancellationToken)
    {
        // The rule was written to throw away what it is for.
        var outcome = evaluator.Evaluate(script, message, cancellationToken);
        return outcome.Problem is null ? (outcome.Effects.IsEmpty, null) : (null, outcome.Problem);
    }
}
