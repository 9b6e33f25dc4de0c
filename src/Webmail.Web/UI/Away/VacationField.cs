namespace Webmail.Web.UI.Away;

/// <summary>The fields of out-of-office, to say which one is wrong.</summary>
public enum VacationField
{
    /// <summary>The moment it begins.</summary>
    From,

    /// <summary>The moment it ends.</summary>
    Until,

    /// <summary>Who gets the answer.</summary>
    Audience,

    /// <summary>The hours of a day.</summary>
    Hours,

    /// <summary>The subject of the answer.</summary>
    Subject,

    /// <summary>The words of the answer.</summary>
    Text,

    /// <summary>Whose people get the first words.</summary>
    Domains,

    /// <summary>The subject for others.</summary>
    OutsideSubject,

    /// <summary>The words for others.</summary>
    OutsideText,

    /// <summary>Own addresses.</summary>
    Addresses,
}
