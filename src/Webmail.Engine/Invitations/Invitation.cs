using System.Collections.Immutable;

namespace Webmail.Engine.Invitations;

/// <summary>A calendar in a message: what it is for, and its events.</summary>
/// <param name="Method">What it is for.</param>
/// <param name="Events">The first events, at most <see cref="MaxEvents"/>; those that can't be read are left out.</param>
public sealed record Invitation(CalendarMethod Method, ImmutableArray<InvitedEvent> Events)
{
    /// <summary>Events that are read. An invitation has one, and one for each changed date of a series; a calendar that somebody exported has thousands.</summary>
    public const int MaxEvents = 50;

    /// <summary>Events that there are beyond those read.</summary>
    public int MoreEvents { get; init; }

    /// <summary>Events that can't be read.</summary>
    public int Unreadable { get; init; }

    /// <summary>Why there is nothing; null: there is.</summary>
    public InvitationFault? Fault { get; init; }

    /// <summary>The event as a whole, else the first one; null if there is none.</summary>
    public InvitedEvent? Main => Events.FirstOrDefault(static one => one.Instance is null) ?? (Events.IsEmpty ? null : Events[0]);

    /// <summary>Whether all events are one: a series and its changed dates (RFC 5546 3.2.2).</summary>
    public bool IsOne => Main is { Uid.Length: > 0 } main && Unreadable == 0 && MoreEvents == 0 && Events.All(one => one.Uid == main.Uid);

    /// <summary>The zones that the calendar brings along, as text, for an answer.</summary>
    internal ImmutableArray<ZoneDefinition> Zones { get; init; } = [];
}
