namespace Webmail.Engine.Invitations;

/// <summary>What is remembered of an event. A state is what SEQUENCE counts, and within one of them the moment it was written (RFC 5546 2.1.5).</summary>
internal sealed record MeetingNotes
{
    /// <summary>The earliest state that came.</summary>
    public required EventVersion First { get; init; }

    /// <summary>The latest state that came.</summary>
    public required EventVersion Last { get; init; }

    /// <summary>The state that cancelled it; null: none did.</summary>
    public EventVersion? Cancelled { get; init; }

    /// <summary>What the person answered last.</summary>
    public GivenAnswer? Answer { get; init; }

    /// <summary>What they had answered before: it holds again if the last answer is taken back.</summary>
    public GivenAnswer? Previous { get; init; }

    /// <summary>Notes another state. The organiser's word counts, nobody else's.</summary>
    public static MeetingNotes Note(MeetingNotes? notes, EventVersion version, bool isCancelled)
    {
        notes ??= new MeetingNotes { First = version, Last = version };
        return notes with
        {
            First = version.CompareTo(notes.First) < 0 ? version : notes.First,
            Last = version.CompareTo(notes.Last) > 0 ? version : notes.Last,
            Cancelled = isCancelled && (notes.Cancelled is not { } known || version.CompareTo(known) > 0) ? version : notes.Cancelled,
        };
    }
}
