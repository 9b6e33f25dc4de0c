namespace Webmail.Engine.Sieve.Rules;

/// <summary>How a text is compared. Letters of either case are equal, as far as they are ASCII (RFC 4790 9.2).</summary>
public enum MatchKind
{
    /// <summary>It is the same.</summary>
    Is,

    /// <summary>It is somewhere in it.</summary>
    Contains,

    /// <summary>It begins with it.</summary>
    StartsWith,

    /// <summary>It ends with it.</summary>
    EndsWith,

    /// <summary>A pattern: * for any text, ? for one character, a backslash before one of them for itself.</summary>
    Matches,

    /// <summary>A POSIX extended regular expression, where the server has the extension regex.</summary>
    Regex,
}
