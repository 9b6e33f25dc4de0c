namespace Webmail.Engine.Sieve.Rules;

/// <summary>Why a rule cannot be written.</summary>
public enum RuleProblemKind
{
    /// <summary>It does nothing.</summary>
    NoAction,

    /// <summary>A test has nothing to compare with, or a text is empty that must not be.</summary>
    Empty,

    /// <summary>Not the name of a header field (RFC 5322 2.2).</summary>
    BadHeaderName,

    /// <summary>Not an address.</summary>
    BadAddress,

    /// <summary>A control character, or half a character.</summary>
    BadCharacter,

    /// <summary>A flag or keyword that IMAP does not know (RFC 9051 9).</summary>
    BadFlag,

    /// <summary>A number, time or part of a date outside of what is allowed.</summary>
    OutOfRange,

    /// <summary>Not a regular expression.</summary>
    BadPattern,

    /// <summary>Groups in groups in a group.</summary>
    NestedTooDeep,

    /// <summary>The server lacks the extension that is named.</summary>
    NotOffered,

    /// <summary>The script uses variables (RFC 5229) or encoded characters, and this text would be replaced by something else.</summary>
    WouldBeReplaced,
}
