using Webmail.Engine.Sieve.Language;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>
/// Says what a script or a rule would do with a message, without a server: RFC 5228 with body, comparator-i;ascii-numeric, copy, date,
/// envelope, ereject, fileinto, imap4flags, index, mailbox, regex, reject, relational, special-use, subaddress, variables and vacation, and
/// of mime what finds attachments. Safe to use from several threads.
/// </summary>
public sealed class SieveEvaluator(TimeProvider time)
{
    /// <summary>What a script does with a message.</summary>
    /// <exception cref="OperationCanceledException">Nobody wants to know any more.</exception>
    public SieveOutcome Evaluate(SieveScript script, SieveMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var required = ScriptPieces.RequiredBy(script).ToHashSet();
            if (required.Contains("encoded-character"))
                return new SieveOutcome([], EvaluationProblem.NotImitated, "encoded-character");
            var run = new ScriptRun(message, required.Contains("variables"), new EvaluationLimit(cancellationToken), time);
            return new SieveOutcome(run.Run(script.Commands));
        }
        catch (SieveEvaluationException exception)
        {
            return new SieveOutcome([], exception.Problem, exception.Detail);
        }
    }

    /// <summary>Asks of many messages whether a rule is for them, be it on or off.</summary>
    /// <param name="rule">The rule; it has no <see cref="RuleCheck"/> problem.</param>
    /// <param name="features">What the server can do.</param>
    public RuleMatcher Matcher(FilterRule rule, SieveFeatures features)
    {
        var trial = rule with { IsEnabled = true, Actions = [new FilterAction.Discard()] };
        return SieveScript.TryParse(new RuleWriter(features, "\r\n").Write(trial), out var script, out _)
            ? new RuleMatcher(this, script) : throw new InvalidOperationException("A rule was written that is no Sieve.");
    }

    /// <summary>Whether a message is one that a rule is for, whether it is on or off; null, and why, if that cannot be said here.</summary>
    /// <exception cref="OperationCanceledException">Nobody wants to know any more.</exception>
    public (bool? Matches, EvaluationProblem? Problem) Matches(FilterRule rule, SieveFeatures features, SieveMessage message, CancellationToken cancellationToken) =>
        Matcher(rule, features).Match(message, cancellationToken);
}
