using System.Collections.Immutable;

namespace Webmail.Engine.Sieve.ManageSieve;

/// <summary>One line of an answer, with the literals in it.</summary>
/// <param name="Items">Strings, words and parentheses in their order.</param>
internal sealed record ManageSieveLine(ImmutableArray<ManageSieveItem> Items);

/// <summary>A string (quoted or literal), or else a word or parenthesis.</summary>
internal readonly record struct ManageSieveItem(bool IsString, ReadOnlyMemory<byte> Octets)
{
    /// <summary>As UTF-8 (RFC 5804 1.6); what is none is replaced, as it is shown only.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Octets.Span);

    public bool Is(string word) => !IsString && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
