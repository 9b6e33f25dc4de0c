namespace Webmail.Engine.Sieve.Language;

/// <summary>The kinds of token (RFC 5228 8.1).</summary>
internal enum SieveTokenKind
{
    Identifier,
    Tag,
    Number,
    Quoted,
    MultiLine,
    Punctuation,
    End,
}
