namespace Webmail.Engine.Invitations;

/// <summary>Why of a calendar nothing is shown but the file.</summary>
public enum InvitationFault
{
    /// <summary>It is larger than is read.</summary>
    TooLarge,

    /// <summary>It is nested deeper, or has more lines, than any program writes.</summary>
    TooComplex,

    /// <summary>It has no event: tasks, free and busy times, or nothing that can be read.</summary>
    NoEvent,
}
