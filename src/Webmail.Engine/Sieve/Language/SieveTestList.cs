using System.Collections.Immutable;
using System.Text;

namespace Webmail.Engine.Sieve.Language;

/// <summary>The tests of a command or test: none, one without parentheses, or a list in parentheses.</summary>
internal sealed record SieveTestList(SieveToken? Open, ImmutableArray<SieveTest> Items, ImmutableArray<SieveToken> Commas, SieveToken? Close)
{
    public static SieveTestList None { get; } = new(null, [], [], null);

    public void Write(StringBuilder target)
    {
        Open?.Write(target);
        for (var i = 0; i < Items.Length; i++)
        {
            Items[i].Write(target);
            if (i < Commas.Length)
                Commas[i].Write(target);
        }

        Close?.Write(target);
    }
}
