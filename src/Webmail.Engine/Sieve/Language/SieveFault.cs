namespace Webmail.Engine.Sieve.Language;

/// <summary>What is wrong with a script's form (RFC 5228 8).</summary>
public enum SieveFault
{
    /// <summary>It is longer than <see cref="SieveScript.MaxLength"/>.</summary>
    TooLong,

    /// <summary>A character that can begin nothing.</summary>
    UnexpectedCharacter,

    /// <summary>A quotation mark that is never closed.</summary>
    UnclosedString,

    /// <summary>A bracket comment that is never closed.</summary>
    UnclosedComment,

    /// <summary>A <c>text:</c> block without the line that holds only a dot.</summary>
    UnclosedText,

    /// <summary>A number beyond 64 bits, or one that runs into a word.</summary>
    BadNumber,

    /// <summary>A command was expected.</summary>
    ExpectedCommand,

    /// <summary>A test was expected.</summary>
    ExpectedTest,

    /// <summary>A string was expected in a list.</summary>
    ExpectedString,

    /// <summary>A comma or the end of the list was expected.</summary>
    ExpectedCommaOrEnd,

    /// <summary>A semicolon or a block was expected at the end of a command.</summary>
    ExpectedEndOfCommand,

    /// <summary>A block that is never closed.</summary>
    UnclosedBlock,

    /// <summary>Blocks or tests stand deeper in each other than <see cref="SieveScript.MaxNesting"/>.</summary>
    NestedTooDeep,
}
