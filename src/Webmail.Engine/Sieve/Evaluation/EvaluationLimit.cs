namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>
/// Ends an evaluation that takes too much work. Work is counted and not timed, so that a busy machine says the same of a message as an idle one. For one
/// evaluation.
/// </summary>
internal sealed class EvaluationLimit(CancellationToken cancellationToken)
{
    // About half a second of a core: a trial asks this of hundreds of messages while somebody waits.
    private const long Most = 100_000_000;

    // Looking whether anybody still wants to know costs more than a step.
    private const long StepsBetween = 4096;
    private long steps;
    private long looked = -StepsBetween;

    /// <summary>Counts a step of work: a character compared, a command run.</summary>
    /// <exception cref="SieveEvaluationException">It was too much.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants to know any more.</exception>
    public void Step() => Step(1);

    /// <summary>The same for many at once.</summary>
    public void Step(int count)
    {
        steps += count;
        if (steps - looked < StepsBetween)
            return;
        looked = steps;
        cancellationToken.ThrowIfCancellationRequested();
        if (steps > Most)
            throw new SieveEvaluationException(EvaluationProblem.TookTooLong, "");
    }
}
