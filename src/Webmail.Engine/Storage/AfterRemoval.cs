namespace Webmail.Engine.Storage;

/// <summary>What is opened when the open message has left the list.</summary>
public enum AfterRemoval
{
    /// <summary>The next older message.</summary>
    Next,

    /// <summary>The next newer message.</summary>
    Previous,

    /// <summary>None; back to the list.</summary>
    List,
}
