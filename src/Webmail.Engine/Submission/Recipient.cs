namespace Webmail.Engine.Submission;

/// <summary>What is wrong with something that shall be an address.</summary>
public enum RecipientFault
{
    /// <summary>There is no <c>@</c>.</summary>
    NoAt,

    /// <summary>Nothing stands before the <c>@</c>, or dots stand where they may not.</summary>
    BadLocalPart,

    /// <summary>What stands after the <c>@</c> is not a domain name.</summary>
    BadDomain,

    /// <summary>A quote, bracket or comment is not closed, or something stands behind the address.</summary>
    Unreadable,

    /// <summary>Longer than RFC 5321 4.5.3.1 allows.</summary>
    TooLong,

    /// <summary>A group without members.</summary>
    EmptyGroup,
}

/// <summary>One recipient as typed or pasted.</summary>
/// <param name="Text">What was typed, trimmed.</param>
/// <param name="Name">The display name; empty if there is none.</param>
/// <param name="Address">The address; empty if it could not be read.</param>
/// <param name="Fault">What is wrong with it; null if it is good.</param>
/// <param name="Suggestion">What was probably meant; null if it is good, or nobody can tell.</param>
public sealed record Recipient(string Text, string Name, string Address, RecipientFault? Fault = null, string? Suggestion = null)
{
    /// <summary>True if it can be sent to.</summary>
    public bool IsValid => Fault is null;
}
