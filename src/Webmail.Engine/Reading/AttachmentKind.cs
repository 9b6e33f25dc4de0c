namespace Webmail.Engine.Reading;

/// <summary>What an attachment is, as far as its icon goes.</summary>
public enum AttachmentKind
{
    /// <summary>Anything else.</summary>
    File,

    /// <summary>A picture.</summary>
    Image,

    /// <summary>A PDF document.</summary>
    Pdf,

    /// <summary>A text document of an office suite, or plain text.</summary>
    Document,

    /// <summary>A table.</summary>
    Sheet,

    /// <summary>Slides.</summary>
    Slides,

    /// <summary>A compressed archive.</summary>
    Archive,

    /// <summary>Sound.</summary>
    Audio,

    /// <summary>Film.</summary>
    Video,

    /// <summary>A message.</summary>
    Message,

    /// <summary>A calendar entry or invitation.</summary>
    Calendar,

    /// <summary>A contact.</summary>
    Contact,

    /// <summary>A program or script: the name says that it can run.</summary>
    Program,
}
