namespace Webmail.Engine.Invitations;

/// <summary>Whether an event takes place (RFC 5545 3.8.1.11).</summary>
public enum EventStatus
{
    /// <summary>It does, or nothing is said.</summary>
    Confirmed,

    /// <summary>Perhaps.</summary>
    Tentative,

    /// <summary>It does not.</summary>
    Cancelled,
}
