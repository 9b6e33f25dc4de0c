using System.Collections.Immutable;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Submission;

namespace Webmail.Engine.Invitations;

/// <summary>What an invitation in a message is to the person who reads it.</summary>
/// <param name="Invitation">The invitation.</param>
public sealed record InvitationStanding(Invitation Invitation)
{
    /// <summary>The person's own addresses that are invited.</summary>
    public ImmutableArray<Identity> Invited { get; init; } = [];

    /// <summary>All of the person's own addresses.</summary>
    public ImmutableArray<Identity> Own { get; init; } = [];

    /// <summary>The person invites.</summary>
    public bool IsOrganizer { get; init; }

    /// <summary>In whose name the calendar speaks, where the message comes from somebody else; null: it comes from them.</summary>
    public Attendee? SpeaksFor { get; init; }

    /// <summary>A later state of the event has come.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>An earlier state of the event has come.</summary>
    public bool IsUpdate { get; init; }

    /// <summary>The event was cancelled by another message.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>What the person answered to the event; null: nothing.</summary>
    public GivenAnswer? Answer { get; init; }

    /// <summary>Whether the account can send anything.</summary>
    public bool CanSend { get; init; } = true;

    /// <summary>Whether it does not take place, as far as this message says.</summary>
    public bool IsCancelled => Invitation.Method == CalendarMethod.Cancel || Invitation.Main?.Status == EventStatus.Cancelled;

    /// <summary>Whether the organiser can be answered.</summary>
    public bool CanAnswer => Invitation is { Method: CalendarMethod.Request, IsOne: true, Main.Organizer: not null }
        && CanSend && !IsOrganizer && !IsCancelled && !IsOutdated && !IsWithdrawn && !Own.IsEmpty;

    /// <summary>Looks at an invitation by itself.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="from">Who sent the message.</param>
    /// <param name="own">The person's addresses.</param>
    public static InvitationStanding Of(Invitation invitation, ImmutableArray<Correspondent> from, ImmutableArray<Identity> own)
    {
        ArgumentNullException.ThrowIfNull(invitation);
        if (invitation.Main is not { } main)
            return new InvitationStanding(invitation) { Own = own };
        var speaker = invitation.Method switch
        {
            CalendarMethod.Reply or CalendarMethod.Counter or CalendarMethod.Refresh => main.Attendees.FirstOrDefault(),
            // Anybody may pass a file on.
            CalendarMethod.None or CalendarMethod.Publish => null,
            _ => main.Organizer,
        };
        var isTheirs = speaker is null || from.Any(author => speaker.Is(author.Address) || string.Equals(speaker.SentBy, author.Address, StringComparison.OrdinalIgnoreCase));
        return new InvitationStanding(invitation)
        {
            Own = own,
            Invited = [.. own.Where(identity => main.Attendees.Any(attendee => identity.HasAddress(attendee.Address)))],
            IsOrganizer = main.Organizer is { } organizer && own.Any(identity => identity.HasAddress(organizer.Address)),
            SpeaksFor = isTheirs ? null : speaker,
        };
    }
}
