namespace Webmail.Engine.Sieve.ManageSieve;

/// <summary>What went wrong with scripts.</summary>
/// <param name="Failure">Why.</param>
/// <param name="ServerText">What the server said, in several lines where it was a script's errors; null if it said nothing. For the person, not for the log.</param>
public sealed record ManageSieveFault(ManageSieveFailure Failure, string? ServerText = null);
