namespace Webmail.Engine.Sieve.Rules;

/// <summary>What happens to flags (RFC 5232).</summary>
public enum FlagChange
{
    /// <summary>These come to those that are there.</summary>
    Add,

    /// <summary>These go.</summary>
    Remove,

    /// <summary>These and no others.</summary>
    Set,
}
