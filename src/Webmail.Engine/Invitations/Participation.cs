namespace Webmail.Engine.Invitations;

/// <summary>An attendee's answer (RFC 5545 3.2.12).</summary>
public enum Participation
{
    /// <summary>None yet.</summary>
    NeedsAction,

    /// <summary>Comes.</summary>
    Accepted,

    /// <summary>Comes perhaps.</summary>
    Tentative,

    /// <summary>Does not come.</summary>
    Declined,

    /// <summary>Sends somebody else.</summary>
    Delegated,
}
