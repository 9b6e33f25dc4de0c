namespace Webmail.Engine.Invitations;

/// <summary>What a calendar in a message is for (RFC 5546 1.4).</summary>
public enum CalendarMethod
{
    /// <summary>It does not say, or in a way that is not known: a file with events.</summary>
    None,

    /// <summary>Told to whoever cares; no answer is wanted.</summary>
    Publish,

    /// <summary>An invitation, or another state of one.</summary>
    Request,

    /// <summary>An attendee's answer to the organiser.</summary>
    Reply,

    /// <summary>More dates of a series.</summary>
    Add,

    /// <summary>It does not take place, or somebody is not invited any more.</summary>
    Cancel,

    /// <summary>An attendee asks for the present state.</summary>
    Refresh,

    /// <summary>An attendee proposes something else.</summary>
    Counter,

    /// <summary>The organiser does not take up a proposal.</summary>
    DeclineCounter,
}
