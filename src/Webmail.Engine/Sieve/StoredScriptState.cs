namespace Webmail.Engine.Sieve;

/// <summary>Whether a server runs a script.</summary>
public enum StoredScriptState
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It is there, and the server runs none.</summary>
    Inactive,

    /// <summary>It is the one that the server runs.</summary>
    Active,
}
