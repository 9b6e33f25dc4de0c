namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>Ends an evaluation that takes too long. For one evaluation.</summary>
internal sealed class EvaluationLimit(TimeProvider time, TimeSpan allowed, CancellationToken cancellationToken)
{
    // Asking the clock costs more than a step.
    private const int StepsBetween = 4096;
    private readonly long begun = time.GetTimestamp();
    private int steps;

    /// <summary>Counts a step of work.</summary>
    /// <exception cref="SieveEvaluationException">It has taken too long.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants to know any more.</exception>
    public void Step()
    {
        if (++steps % StepsBetween == 0)
            Check();
    }

    /// <summary>The same, asking the clock.</summary>
    public void Check()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (time.GetElapsedTime(begun) > allowed)
            throw new SieveEvaluationException(EvaluationProblem.TookTooLong, "");
    }
}
