using System.Collections.Immutable;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>What a text is compared with; one of the keys has to match.</summary>
public sealed record TextMatch(MatchKind Kind, ImmutableArray<string> Keys);
