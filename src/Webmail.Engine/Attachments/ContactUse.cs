namespace Webmail.Engine.Attachments;

/// <summary>Where an address or number of a contact is used (RFC 6350 5.6).</summary>
public enum ContactUse
{
    /// <summary>Nothing is said.</summary>
    Any,

    /// <summary>At home.</summary>
    Home,

    /// <summary>At work.</summary>
    Work,

    /// <summary>On the way.</summary>
    Mobile,

    /// <summary>A fax.</summary>
    Fax,
}
