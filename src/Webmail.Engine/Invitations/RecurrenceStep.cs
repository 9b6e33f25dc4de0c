namespace Webmail.Engine.Invitations;

/// <summary>The step of a recurrence.</summary>
public enum RecurrenceStep
{
    /// <summary>Within a day, or in a way that can't be read.</summary>
    Other,

    /// <summary>Days.</summary>
    Daily,

    /// <summary>Weeks.</summary>
    Weekly,

    /// <summary>Months.</summary>
    Monthly,

    /// <summary>Years.</summary>
    Yearly,
}
