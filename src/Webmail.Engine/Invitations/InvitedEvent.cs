using System.Collections.Immutable;
using Ical.Net.CalendarComponents;

namespace Webmail.Engine.Invitations;

/// <summary>One event of a calendar in a message. All texts are a stranger's: on one line, of limited length, to be encoded.</summary>
public sealed record InvitedEvent
{
    /// <summary>Attendees that are kept.</summary>
    public const int MaxAttendees = 500;

    /// <summary>Names the event for all who deal with it; empty if it has none.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Counts the states that the organiser has sent.</summary>
    public int Sequence { get; init; }

    /// <summary>When this state was written; null if it does not say.</summary>
    public DateTimeOffset? Stamp { get; init; }

    /// <summary>Which date of a series it is about; null: the event as a whole.</summary>
    public EventMoment? Instance { get; init; }

    /// <summary>It is about all dates from <see cref="Instance"/> on.</summary>
    public bool AndFuture { get; init; }

    /// <summary>The title; empty if there is none.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Where; empty if nothing is said.</summary>
    public string Location { get; init; } = "";

    /// <summary>A web address to take part by, checked like links in messages; null: none.</summary>
    public string? Link { get; init; }

    /// <summary>What it is about; may have several lines. Empty: nothing is said.</summary>
    public string Description { get; init; } = "";

    /// <summary>The beginning; null if it can't be told.</summary>
    public EventMoment? Start { get; init; }

    /// <summary>The end; for whole days the day after the last one. Null if nothing is said.</summary>
    public EventMoment? End { get; init; }

    /// <summary>Who invites; null: nobody who has a mail address.</summary>
    public Attendee? Organizer { get; init; }

    /// <summary>Who is invited.</summary>
    public ImmutableArray<Attendee> Attendees { get; init; } = [];

    /// <summary>Attendees that there are beyond <see cref="MaxAttendees"/>.</summary>
    public int MoreAttendees { get; init; }

    /// <summary>How it comes again; null: it does not.</summary>
    public EventRecurrence? Recurrence { get; init; }

    /// <summary>Dates left out; the first ones.</summary>
    public ImmutableArray<EventMoment> Exceptions { get; init; } = [];

    /// <summary>Dates left out that there are beyond <see cref="Exceptions"/>.</summary>
    public int MoreExceptions { get; init; }

    /// <summary>Dates besides the rule.</summary>
    public int Additions { get; init; }

    /// <summary>Whether it takes place.</summary>
    public EventStatus Status { get; init; }

    /// <summary>What who sent it adds for people; empty: nothing.</summary>
    public string Comment { get; init; } = "";

    /// <summary>As the library has read it, for an answer. Nobody changes it.</summary>
    internal CalendarEvent? Source { get; init; }
}
