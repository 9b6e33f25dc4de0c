namespace Webmail.Engine.Sieve.Rules;

/// <summary>How two values stand to each other (RFC 5231).</summary>
public enum Relation
{
    /// <summary>Equal.</summary>
    Is,

    /// <summary>Less.</summary>
    Below,

    /// <summary>Less or equal.</summary>
    AtMost,

    /// <summary>Greater.</summary>
    Above,

    /// <summary>Greater or equal.</summary>
    AtLeast,
}
