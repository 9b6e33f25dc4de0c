namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>Why it cannot be said here what a script does with a message.</summary>
public enum EvaluationProblem
{
    /// <summary>It asks for what only the server knows, or does what is not imitated here.</summary>
    NotImitated,

    /// <summary>It asks for what only the server knew when the message came: the envelope, the spam score, what had come before.</summary>
    NotKnown,

    /// <summary>It asks for the text of the message, and only the header was given.</summary>
    NeedsBody,

    /// <summary>A pattern and a text that take too long.</summary>
    TookTooLong,

    /// <summary>Something that no server would take: an unknown tag, a wrong pattern, missing arguments.</summary>
    Wrong,
}
