using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Filtering;

/// <summary>What a rule may ask for, so that it is for messages like a given one.</summary>
/// <param name="Kind">What they have in common.</param>
/// <param name="Text">The address, list or words; from the message, untrusted.</param>
/// <param name="Test">The test.</param>
public sealed record RuleProposal(ProposalKind Kind, string Text, FilterTest Test);
