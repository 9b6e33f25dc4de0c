using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Webmail.Engine.Sieve.Language;

/// <summary>
/// A script by its form (RFC 5228). Which commands and tests there are is not its business, so that it reads every extension. Immutable, and
/// <see cref="ToString"/> is what was read to the last character.
/// </summary>
public sealed class SieveScript
{
    /// <summary>The longest script that is read, in UTF-16 units. Pigeonhole takes 1 MiB unless told otherwise; twice that leaves room.</summary>
    public const int MaxLength = 2 * 1024 * 1024;

    /// <summary>How deep blocks, and tests, may stand in each other. RFC 5228 2.10.1 lets a server have a limit; Pigeonhole stops at 32.</summary>
    public const int MaxNesting = 32;

    private readonly SieveToken end;

    private SieveScript(ImmutableArray<SieveCommand> commands, SieveToken end) => (Commands, this.end) = (commands, end);

    /// <summary>The commands outside of all blocks.</summary>
    internal ImmutableArray<SieveCommand> Commands { get; }

    /// <summary>What stands after the last command.</summary>
    internal string Rest => end.Leading;

    /// <summary>Reads a script.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SieveScript? script, [NotNullWhen(false)] out SieveSyntaxError? error)
    {
        (script, error) = (null, null);
        if (text.Length > MaxLength)
        {
            error = new SieveSyntaxError(SieveFault.TooLong, new SievePosition(0, 1, 1), "");
            return false;
        }

        try
        {
            var (commands, end) = new SieveParser(new SieveLexer(text).Read()).Read();
            script = new SieveScript(commands, end);
            return true;
        }
        catch (SieveSyntaxException exception)
        {
            error = exception.Error;
            return false;
        }
    }

    /// <summary>The script as it was written.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var command in Commands)
            command.Write(text);
        end.Write(text);
        return text.ToString();
    }
}
