using Webmail.Engine.Sieve.Evaluation;

namespace Webmail.Engine.Filtering;

/// <summary>Messages of which it can't be said whether a rule is for them.</summary>
/// <param name="Problem">Why.</param>
/// <param name="Count">How many.</param>
public sealed record UntoldMessages(EvaluationProblem Problem, int Count);
