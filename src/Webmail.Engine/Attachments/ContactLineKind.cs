namespace Webmail.Engine.Attachments;

/// <summary>What a line of a contact is, in the order in which they are shown.</summary>
public enum ContactLineKind
{
    /// <summary>An address of mail.</summary>
    Email,

    /// <summary>A number of a telephone.</summary>
    Phone,

    /// <summary>A postal address.</summary>
    Address,

    /// <summary>A page in the web.</summary>
    Page,

    /// <summary>The day of birth.</summary>
    Birthday,

    /// <summary>Anything.</summary>
    Note,
}
