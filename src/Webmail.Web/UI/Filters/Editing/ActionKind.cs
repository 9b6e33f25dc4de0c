namespace Webmail.Web.UI.Filters.Editing;

/// <summary>What a rule does, as a person chooses it; in the order of the list. To stop is a box of its own.</summary>
internal enum ActionKind
{
    /// <summary>Filed in a mailbox.</summary>
    Move,

    /// <summary>A copy filed in a mailbox.</summary>
    Copy,

    /// <summary>Marked as read.</summary>
    MarkRead,

    /// <summary>Flagged.</summary>
    Flag,

    /// <summary>Given a keyword.</summary>
    Label,

    /// <summary>Other changes of flags and keywords.</summary>
    Flags,

    /// <summary>Moved to the bin.</summary>
    Delete,

    /// <summary>Kept in the inbox.</summary>
    Keep,

    /// <summary>Sent on, and not kept.</summary>
    Redirect,

    /// <summary>Sent on as a copy.</summary>
    RedirectCopy,

    /// <summary>Answered.</summary>
    Reply,

    /// <summary>Refused with words for the sender.</summary>
    Reject,

    /// <summary>Somebody is told.</summary>
    Notify,

    /// <summary>Thrown away for good.</summary>
    Discard,

    /// <summary>No rule after this one.</summary>
    Stop,
}
