using System.Collections.Immutable;

namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>What a script does with a message.</summary>
/// <param name="Effects">In the order in which the script says them; what it says twice is there once. Empty: it is thrown away.</param>
/// <param name="Problem">Why it cannot be said here; then there are no effects. Null: it can.</param>
/// <param name="Detail">The command, test or pattern that the problem is about.</param>
public sealed record SieveOutcome(ImmutableArray<SieveEffect> Effects, EvaluationProblem? Problem = null, string Detail = "");
