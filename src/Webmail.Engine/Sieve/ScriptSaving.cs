using Webmail.Engine.Sieve.ManageSieve;

namespace Webmail.Engine.Sieve;

/// <summary>What came of saving a script.</summary>
public abstract record ScriptSaving
{
    private ScriptSaving()
    {
    }

    /// <summary>It is on the server, which runs it.</summary>
    /// <param name="Script">As it is there now.</param>
    /// <param name="Warnings">What the server thinks of it nevertheless (RFC 5804 1.3 WARNINGS); null: nothing.</param>
    public sealed record Saved(StoredScript Script, string? Warnings) : ScriptSaving;

    /// <summary>It is on the server, and the server does not run it yet: <see cref="SieveScripts.ActivateAsync"/> can be tried again.</summary>
    public sealed record NotActive(StoredScript Script, ManageSieveFault Fault) : ScriptSaving;

    /// <summary>The server does not take this script; the one that is there stays. Its words name lines.</summary>
    public sealed record Invalid(string ServerText) : ScriptSaving;

    /// <summary>Somebody changed the script on the server meanwhile; nothing was saved.</summary>
    /// <param name="Theirs">As it is there.</param>
    /// <param name="Ours">What was to be saved.</param>
    public sealed record Conflict(StoredScript Theirs, string Ours) : ScriptSaving;

    /// <summary>The version that is on the server could not be kept here, so it was not replaced.</summary>
    public sealed record NotKept : ScriptSaving;

    /// <summary>The connection was lost while the script was on its way, and the server can't be asked what has become of it. Saving it again is safe.</summary>
    public sealed record Unknown(ManageSieveFault Fault) : ScriptSaving;

    /// <summary>It was not saved.</summary>
    public sealed record Failed(ManageSieveFault Fault) : ScriptSaving;
}
