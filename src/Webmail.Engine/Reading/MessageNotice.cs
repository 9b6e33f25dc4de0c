namespace Webmail.Engine.Reading;

/// <summary>What is to be said about how a message is shown. The reader has the words.</summary>
[Flags]
public enum MessageNotice
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The HTML is too large or too complex: its text is shown.</summary>
    ShownAsText = 1,

    /// <summary>The message is longer than what is shown; the rest is in the source.</summary>
    Cut = 2,

    /// <summary>The message is encrypted, and this program can't open it.</summary>
    Encrypted = 4,

    /// <summary>The message has no text.</summary>
    Empty = 8,

    /// <summary>The message has more parts, or deeper ones, than are read (<see cref="MessageStructure"/>).</summary>
    PartsCut = 16,

    /// <summary>Only the beginning of the message is read, since its parts can't be listed.</summary>
    BeginningOnly = 32,
}
