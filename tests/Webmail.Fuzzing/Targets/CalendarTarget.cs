using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Webmail.Engine.Invitations;
using Webmail.Engine.Reading;
using Webmail.Engine.Submission;
using Webmail.Fuzzing.Judges;

namespace Webmail.Fuzzing.Targets;

/// <summary>A stranger's calendar: what is shown of it keeps within its limits, its times can be told anywhere, and an answer says what was asked and no more.</summary>
internal sealed class CalendarTarget : FuzzTarget
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The clocks of the world that are furthest apart, and one between.</summary>
    private static readonly TimeZoneInfo[] Places = [.. ((string[])["Pacific/Kiritimati", "America/New_York", "Pacific/Niue"]).Select(TimeZoneInfo.FindSystemTimeZoneById)];

    private static readonly SearchValues<char> NotInAddresses = SearchValues.Create(" <>,;\"");

    // No field: code that is watched must not run before somebody watches it.
    private static Identity Person => new("Martina \"K\" Krüger", "martina@example.test");

    public override string Name => "calendar";

    public override void Check(byte[] input) => Check(Encoding.UTF8.GetString(input));

    /// <summary>Tries one calendar.</summary>
    public static void Check(string text)
    {
        var invitation = InvitationReader.Parse(new TextSection(false, text));
        Demand(invitation.Events.Length > Invitation.MaxEvents ? "too many" : null, "events");
        Demand(invitation.Events.IsEmpty == (invitation.Fault is null) ? "events and a fault, or neither" : null, "events");
        foreach (var one in invitation.Events)
            CheckEvent(one);
        // As the page offers it: see InvitationStanding.CanAnswer.
        if (InvitationStanding.Of(invitation, [], [Person]).CanAnswer)
            CheckAnswer(invitation);
    }

    private static void CheckEvent(InvitedEvent one)
    {
        ShownLine.Demand(one.Summary, 400, "summary");
        ShownLine.Demand(one.Location, 400, "location");
        foreach (var line in (string[])[.. one.Description.Split('\n'), .. one.Comment.Split('\n')])
            ShownLine.Demand(line.TrimEnd('…', ' '), 4_000, "description");
        Demand(one.Link is { } link && (SafeLink.Normalise(link) != link || !link.StartsWith("http", StringComparison.Ordinal)) ? one.Link : null, "link");
        Demand(one.Attendees.Length > InvitedEvent.MaxAttendees || one.MoreAttendees < 0 || one.MoreExceptions < 0 || one.Additions < 0 || one.Sequence < 0 ? "a number" : null, "event");
        foreach (var attendee in (Attendee?[])[one.Organizer, .. one.Attendees])
        {
            if (attendee is null)
                continue;
            ShownLine.Demand(attendee.Name, 200, "name");
            foreach (var address in (string[])[attendee.Address, attendee.SentBy ?? attendee.Address])
            {
                ShownLine.Demand(address, 320, "address");
                Demand(address.Contains('@', StringComparison.Ordinal) && !address.AsSpan().ContainsAny(NotInAddresses) ? null : address, "address");
            }
        }

        foreach (var moment in (EventMoment?[])[one.Start, one.End, one.Instance, one.Recurrence?.Until, .. one.Exceptions])
        {
            // Whoever reads it is somewhere.
            foreach (var place in Places)
                moment?.In(place);
        }

        if (one.Recurrence is { } again)
        {
            Demand(again.Interval is < 1 or > 10_000 || again.Months.Any(static month => month is < 1 or > 12) || again.Days.Length > 1_000 ? "a number" : null, "recurrence");
            Demand(again.Count < 0 ? $"{again.Count} times" : null, "recurrence");
        }
    }

    private static void CheckAnswer(Invitation invitation)
    {
        var asked = invitation.Main!;
        var text = new InvitationAnswer(invitation, Person, Participation.Accepted, "a\r\nATTENDEE:mailto:b@example.org").Calendar(Now);
        // RFC 5545 3.1: a line that goes on begins with a space.
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Where(static line => line[0] is not (' ' or '\t')).ToImmutableArray();
        Demand(lines.Count(static line => line.StartsWith("METHOD:", StringComparison.Ordinal)) == 1 ? null : "several methods", "answer");
        Demand(text.AsSpan().Count('\n') == text.AsSpan().Count("\r\n") && text.AsSpan().Count('\r') == text.AsSpan().Count("\r\n") ? null : "a broken line", "answer");
        var answer = InvitationReader.Parse(new TextSection(false, text));
        Demand(answer is { Method: CalendarMethod.Reply, Unreadable: 0, MoreEvents: 0, Fault: null } ? null : $"{answer.Method}, {answer.Fault}, {answer.Unreadable} unreadable", "answer");
        foreach (var one in answer.Events)
        {
            DemandSame(asked.Uid, one.Uid, "the event that is answered");
            Demand(one.Sequence == asked.Sequence ? null : $"{asked.Sequence} and {one.Sequence}", "the state that is answered");
            DemandSame(asked.Organizer!.Address, one.Organizer?.Address ?? "", "whom is answered");
            Demand(one.Attendees is [{ Answer: Participation.Accepted } own] && own.Is(Person.Address) ? null : $"{one.Attendees.Length}", "who answers");
        }

        // The series, or each of the dates it was asked for.
        var dates = invitation.Events.Any(static one => one.Instance is null) ? "once" : string.Join(' ', invitation.Events.Select(Date));
        DemandSame(dates, answer.Events is [{ Instance: null }] ? "once" : string.Join(' ', answer.Events.Select(Date)), "the dates that are answered");
    }

    private static string Date(InvitedEvent one) =>
        string.Create(CultureInfo.InvariantCulture, $"{one.Instance?.Instant?.UtcDateTime ?? one.Instance?.Local:s}{(one.AndFuture ? "+" : "")}");
}
