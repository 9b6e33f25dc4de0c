using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Invitations;

/// <summary>Reads the calendars of messages. Pure: no network, no state but what was read already.</summary>
public static class InvitationReader
{
    // As long as the message is kept, and no longer.
    private static readonly ConditionalWeakTable<ReadMessage, Kept> Read = [];

    /// <summary>The calendars of a message, read once for each message; empty if it has none.</summary>
    public static ImmutableArray<Invitation> Of(ReadMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.Content.Calendars.Count == 0 ? [] : Read.GetValue(message, static one => new Kept(All(one.Content.Calendars))).Invitations;
    }

    /// <summary>Reads one calendar. Never throws for what stands in it.</summary>
    public static Invitation Parse(TextSection calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        if (calendar.IsCut)
            return new Invitation(CalendarMethod.None, []) { Fault = InvitationFault.TooLarge };
        var (excerpt, fault) = CalendarExcerpt.Read(calendar.Text);
        if (excerpt is null)
            return new Invitation(CalendarMethod.None, []) { Fault = fault };
        var reader = new EventReader(new EventZones(excerpt.Zones));
        var events = excerpt.Events.Select(reader.Read).OfType<InvitedEvent>().ToImmutableArray();
        return new Invitation(MethodOf(excerpt.Method), events)
        {
            MoreEvents = excerpt.MoreEvents,
            Unreadable = excerpt.Events.Count - events.Length,
            Fault = events.IsEmpty ? InvitationFault.NoEvent : null,
            Zones = excerpt.Zones,
        };
    }

    /// <summary>Many programs put the same calendar into a message twice: as another form of the text, and as a file.</summary>
    private static ImmutableArray<Invitation> All(IReadOnlyList<TextSection> calendars)
    {
        var all = ImmutableArray.CreateBuilder<Invitation>();
        var seen = new HashSet<(string, EventMoment?)>();
        foreach (var invitation in calendars.Select(Parse))
        {
            var isNew = invitation.Events.Where(static one => one.Uid.Length > 0).Select(one => seen.Add((one.Uid, one.Instance))).ToList();
            if (isNew.Count < invitation.Events.Length || isNew.Contains(true) || (invitation.Fault is not null && all.Count == 0))
                all.Add(invitation);
        }

        return all.ToImmutable();
    }

    private static CalendarMethod MethodOf(string method) => method.ToUpperInvariant() switch
    {
        "PUBLISH" => CalendarMethod.Publish,
        "REQUEST" => CalendarMethod.Request,
        "REPLY" => CalendarMethod.Reply,
        "ADD" => CalendarMethod.Add,
        "CANCEL" => CalendarMethod.Cancel,
        "REFRESH" => CalendarMethod.Refresh,
        "COUNTER" => CalendarMethod.Counter,
        "DECLINECOUNTER" => CalendarMethod.DeclineCounter,
        _ => CalendarMethod.None,
    };

    private sealed record Kept(ImmutableArray<Invitation> Invitations);
}
