namespace Webmail.Engine.Sieve.Language;

/// <summary>Ends the reading of a script; never leaves <see cref="SieveScript.TryParse"/>.</summary>
internal sealed class SieveSyntaxException(SieveSyntaxError error) : Exception(error.Fault.ToString())
{
    private const int MaxFound = 40;

    public SieveSyntaxException(SieveFault fault, SievePosition position, string found)
        : this(new SieveSyntaxError(fault, position, found.Length > MaxFound ? found[..MaxFound] : found))
    {
    }

    public SieveSyntaxError Error { get; } = error;
}
