namespace Webmail.Engine.Sieve.Rules;

/// <summary>How many tests of a group have to hold.</summary>
public enum GroupMode
{
    /// <summary>All of them (RFC 5228 5.2).</summary>
    All,

    /// <summary>One at least (RFC 5228 5.3).</summary>
    Any,

    /// <summary>None of them.</summary>
    None,
}
