using System.Collections.Immutable;

namespace Webmail.Engine.Sieve.Language;

/// <summary>An argument of a command or test (RFC 5228 2.6).</summary>
/// <param name="Tokens">What it is written with.</param>
internal abstract record SieveArgument(ImmutableArray<SieveToken> Tokens)
{
    /// <summary>A tag, such as <c>:contains</c>; <paramref name="Name"/> in lower case without the colon.</summary>
    public sealed record Tag(string Name, ImmutableArray<SieveToken> Tokens) : SieveArgument(Tokens);

    /// <summary>A number, its quantifier multiplied out.</summary>
    public sealed record Number(long Value, ImmutableArray<SieveToken> Tokens) : SieveArgument(Tokens);

    /// <summary>A string, or a list of strings in brackets; RFC 5228 2.4.2.1: one string is a list of one.</summary>
    public sealed record Strings(ImmutableArray<string> Values, bool IsList, ImmutableArray<SieveToken> Tokens) : SieveArgument(Tokens);
}
