namespace Webmail.Engine.Sieve.Rules;

/// <summary>Which part of an address is looked at (RFC 5228 2.7.4, RFC 5233).</summary>
public enum AddressPart
{
    /// <summary>The whole address.</summary>
    All,

    /// <summary>What is before the @.</summary>
    LocalPart,

    /// <summary>What is behind the @.</summary>
    Domain,

    /// <summary>What is before the separator in the local part, usually a plus sign.</summary>
    User,

    /// <summary>What is behind it.</summary>
    Detail,
}
