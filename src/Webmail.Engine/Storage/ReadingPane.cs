namespace Webmail.Engine.Storage;

/// <summary>Where an opened message is shown.</summary>
public enum ReadingPane
{
    /// <summary>Beside the list.</summary>
    Right,

    /// <summary>Below the list.</summary>
    Below,

    /// <summary>In place of the list.</summary>
    Off,
}
