namespace Webmail.Engine.Attachments;

/// <summary>What is to be said of a file before it is opened: the gravest comes last.</summary>
public enum AttachmentWarning
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A document whose name says that it has macros.</summary>
    Macros,

    /// <summary>A web page or drawing that may run scripts where it is opened.</summary>
    WebPage,

    /// <summary>It is something else than its name says, nothing that runs.</summary>
    OtherContent,

    /// <summary>Its name, as it was sent, turns its direction, so that another ending is read than it has.</summary>
    TurnedName,

    /// <summary>A program or script.</summary>
    Program,

    /// <summary>A program or script whose name makes it look like something else.</summary>
    HiddenProgram,
}
