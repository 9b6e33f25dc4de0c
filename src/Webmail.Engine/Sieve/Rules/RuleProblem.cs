namespace Webmail.Engine.Sieve.Rules;

/// <summary>One thing that is wrong with a rule.</summary>
/// <param name="Kind">What.</param>
/// <param name="Detail">The text, name or extension it is about.</param>
public sealed record RuleProblem(RuleProblemKind Kind, string Detail);
