using System.Collections.Immutable;
using System.Text;

namespace Webmail.Engine.Sieve.Language;

/// <summary>A test with its arguments and the tests in it.</summary>
internal sealed record SieveTest(SieveToken NameToken, ImmutableArray<SieveArgument> Arguments, SieveTestList Tests)
{
    /// <summary>In lower case.</summary>
    public string Name => NameToken.Value;

    public void Write(StringBuilder target)
    {
        NameToken.Write(target);
        foreach (var argument in Arguments)
        {
            foreach (var token in argument.Tokens)
                token.Write(target);
        }

        Tests.Write(target);
    }
}
