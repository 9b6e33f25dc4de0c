namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>Ends an evaluation; never leaves <see cref="SieveEvaluator"/>.</summary>
internal sealed class SieveEvaluationException(EvaluationProblem problem, string detail) : Exception(problem.ToString())
{
    public EvaluationProblem Problem { get; } = problem;

    public string Detail { get; } = detail;
}
