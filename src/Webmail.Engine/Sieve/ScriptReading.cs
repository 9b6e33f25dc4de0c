using Webmail.Engine.Sieve.ManageSieve;

namespace Webmail.Engine.Sieve;

/// <summary>What came of reading a script.</summary>
public abstract record ScriptReading
{
    private ScriptReading()
    {
    }

    /// <summary>It was read.</summary>
    public sealed record Read(StoredScript Script) : ScriptReading;

    /// <summary>It was not.</summary>
    public sealed record Failed(ManageSieveFault Fault) : ScriptReading;
}
