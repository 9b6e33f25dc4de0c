namespace Webmail.Engine.Attachments;

/// <summary>How the page shows a file.</summary>
public enum PreviewKind
{
    /// <summary>Not at all: it can be downloaded.</summary>
    None,

    /// <summary>As a picture.</summary>
    Image,

    /// <summary>As pages.</summary>
    Pdf,

    /// <summary>As text, also what would be a program elsewhere.</summary>
    Text,

    /// <summary>As a table.</summary>
    Table,

    /// <summary>As sound.</summary>
    Audio,

    /// <summary>As film.</summary>
    Video,

    /// <summary>As a list of what is in it.</summary>
    Archive,

    /// <summary>As a card.</summary>
    Contact,
}
