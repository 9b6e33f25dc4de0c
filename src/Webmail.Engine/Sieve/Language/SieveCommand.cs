using System.Collections.Immutable;
using System.Text;

namespace Webmail.Engine.Sieve.Language;

/// <summary>A command: its name, arguments and tests, and a semicolon or a block.</summary>
/// <param name="NameToken">The name.</param>
/// <param name="Arguments">The arguments before the tests.</param>
/// <param name="Tests">The tests.</param>
/// <param name="Open">The semicolon, or the brace that opens the block.</param>
/// <param name="Block">The commands of the block; empty with a semicolon.</param>
/// <param name="Close">The brace that closes the block; null with a semicolon.</param>
internal sealed record SieveCommand(
    SieveToken NameToken, ImmutableArray<SieveArgument> Arguments, SieveTestList Tests, SieveToken Open, ImmutableArray<SieveCommand> Block, SieveToken? Close)
{
    /// <summary>In lower case.</summary>
    public string Name => NameToken.Value;

    /// <summary>The token it ends with.</summary>
    public SieveToken Last => Close ?? Open;

    /// <summary>As it was written, with what stands around it.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    public void Write(StringBuilder target)
    {
        NameToken.Write(target);
        foreach (var argument in Arguments)
        {
            foreach (var token in argument.Tokens)
                token.Write(target);
        }

        Tests.Write(target);
        Open.Write(target);
        foreach (var command in Block)
            command.Write(target);
        Close?.Write(target);
    }
}
