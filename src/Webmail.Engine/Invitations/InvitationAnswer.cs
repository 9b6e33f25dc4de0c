using System.Collections.Immutable;
using System.Text;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using MimeKit;
using Webmail.Engine.Reading;
using Webmail.Engine.Submission;

namespace Webmail.Engine.Invitations;

/// <summary>An answer to an invitation as it is sent: a calendar for programs, with words for people (RFC 5546 3.2.3, RFC 6047).</summary>
/// <param name="invitation">What is answered: a request, of one event, with an organiser.</param>
/// <param name="author">Who answers.</param>
/// <param name="answer">The answer.</param>
/// <param name="comment">What they add; empty: nothing.</param>
public sealed class InvitationAnswer(Invitation invitation, Identity author, Participation answer, string comment)
{
    private const string ProductId = "-//Webmail//Webmail//EN";

    /// <summary>Makes the message, and a draft of it for the outbox. Dispose of the message.</summary>
    /// <param name="key">The message with the invitation.</param>
    /// <param name="headers">Its header.</param>
    /// <param name="words">The words for people.</param>
    /// <param name="now">When it is sent.</param>
    /// <exception cref="InvalidOperationException">There is nothing to answer.</exception>
    public (OutgoingMessage Message, Draft Draft) Make(MessageKey key, HeaderList headers, AnswerWords words, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(words);
        if (invitation.Main is not { Organizer: { } organizer } main)
            throw new InvalidOperationException("An invitation without an organiser can't be answered.");
        var to = new MailboxAddress(organizer.Name.Length > 0 ? organizer.Name : null, organizer.Address);
        var text = words.Text(answer, author.Name.Length > 0 ? author.Name : author.Address, main.Summary);
        var draft = new Draft
        {
            Id = Guid.NewGuid(),
            MessageId = Replying.NewMessageId(author),
            Kind = DraftKind.AnswerToInvitation,
            Sources = [MessageToken.Of(key)],
            From = author.ToField(),
            To = [HeaderFields.Text(to)],
            Subject = words.Subject(answer, main.Summary),
            Text = comment.Length > 0 ? $"{text}\n\n{comment}\n" : $"{text}\n",
            InReplyTo = HeaderFields.Ids(headers, "Message-Id").FirstOrDefault(),
            References = HeaderFields.ReferencesOfReply(headers),
        };
        var message = new MimeMessage { Date = now, Subject = draft.Subject, MimeVersion = new Version(1, 0) };
        message.From.Add(author.ToMailbox());
        message.To.Add(to);
        message.Headers.Replace(HeaderId.MessageId, $"<{draft.MessageId}>");
        if (draft.InReplyTo is { } original)
            message.Headers.Add(HeaderId.InReplyTo, $"<{original}>");
        foreach (var reference in draft.References)
            message.References.Add(reference);
        message.Body = new MultipartAlternative { MessageBody.PlainText(draft.Text), CalendarPart(now) };
        message.Prepare(EncodingConstraint.SevenBit, 78);
        var outgoing = new OutgoingMessage(
            draft.Id, draft.MessageId, RecipientAddress.ForEnvelope(author.ToMailbox()), [RecipientAddress.ForEnvelope(to)], message, null, null, draft.Sources, draft.Kind)
        {
            SentMailbox = author.SentMailbox,
        };
        return (outgoing, draft);
    }

    /// <summary>The calendar alone.</summary>
    internal string Calendar(DateTimeOffset now)
    {
        var calendar = new Ical.Net.Calendar { Method = "REPLY", ProductId = ProductId };
        var zones = invitation.Zones.Select(Load).OfType<VTimeZone>().DistinctBy(static zone => zone.TzId).ToDictionary(static zone => zone.TzId!, StringComparer.Ordinal);
        // The series, or where there are only dates of it, each of them.
        var events = invitation.Events.Where(static one => one.Instance is null).Take(1).ToList();
        foreach (var one in events.Count > 0 ? events : [.. invitation.Events])
            calendar.Events.Add(Event(one, now, zones.ContainsKey));
        var used = calendar.Events.SelectMany(static one => new[] { one.DtStart, one.DtEnd, one.RecurrenceIdentifier?.StartTime }).Select(static time => time?.TzId).ToHashSet();
        foreach (var zone in zones.Values.Where(zone => used.Contains(zone.TzId)))
            calendar.AddTimeZone(zone);
        return new CalendarSerializer().SerializeToString(calendar) ?? throw new InvalidOperationException("The calendar came out empty.");
    }

    private TextPart CalendarPart(DateTimeOffset now)
    {
        var part = new TextPart("calendar");
        part.SetText(new UTF8Encoding(false), Calendar(now));
        // RFC 6047 2.4: the method stands outside, too.
        part.ContentType.Parameters.Add("method", "REPLY");
        part.ContentType.Parameters.Add("component", "VEVENT");
        return part;
    }

    private CalendarEvent Event(InvitedEvent one, DateTimeOffset now, Func<string, bool> comesAlong)
    {
        var source = one.Source ?? throw new InvalidOperationException("The event was not read from a calendar.");
        var answered = new CalendarEvent
        {
            Uid = one.Uid,
            Sequence = one.Sequence,
            DtStamp = new CalDateTime(now.UtcDateTime, CalDateTime.UtcTzId),
            Organizer = source.Organizer,
            Summary = one.Summary,
            DtStart = Portable(source.DtStart, one.Start, comesAlong),
        };
        if (source.DtEnd is { } end)
            answered.DtEnd = Portable(end, one.End, comesAlong);
        else if (source.Duration is { } duration)
            answered.Duration = duration;
        if (source.RecurrenceIdentifier is { } id)
            answered.RecurrenceIdentifier = new RecurrenceIdentifier(Portable(id.StartTime, one.Instance, comesAlong)!, id.Range);
        if (comment.Length > 0)
            answered.Comments = [comment.ReplaceLineEndings("\n")];
        answered.Attendees = [Own(source)];
        return answered;
    }

    /// <summary>RFC 5546 3.2.3: the one who answers, and nobody else.</summary>
    private Ical.Net.DataTypes.Attendee Own(CalendarEvent source)
    {
        var invited = source.Attendees.OfType<Ical.Net.DataTypes.Attendee>()
            .FirstOrDefault(one => one.Value is { } address && author.HasAddress(Uri.UnescapeDataString(address.OriginalString.Replace("mailto:", "", StringComparison.OrdinalIgnoreCase))));
        var own = new Ical.Net.DataTypes.Attendee($"mailto:{author.Address}")
        {
            ParticipationStatus = answer switch { Participation.Accepted => "ACCEPTED", Participation.Tentative => "TENTATIVE", _ => "DECLINED" },
        };
        if (author.Name.Length > 0)
            own.CommonName = HeaderReader.OneLine(author.Name, 200).Replace('"', '\'');
        if (invited?.Role is { Length: > 0 } role)
            own.Role = role;
        if (invited?.Type is { Length: > 0 } type)
            own.Type = type;
        return own;
    }

    /// <summary>A time whose zone the calendar does not bring along is told by the world's clock, so that everybody reads it.</summary>
    private static CalDateTime? Portable(CalDateTime? time, EventMoment? moment, Func<string, bool> comesAlong) =>
        time is { TzId: { } id, IsUtc: false } && !comesAlong(id) && moment?.Instant is { } instant ? new CalDateTime(instant.UtcDateTime, CalDateTime.UtcTzId) : time;

    /// <summary>The zone as the library has it; null if a stranger wrote what it can't read.</summary>
    private static VTimeZone? Load(ZoneDefinition zone)
    {
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\n");
        foreach (var line in zone.Lines)
            text.Append(line).Append("\r\n");
        try
        {
            return Ical.Net.Calendar.Load(text.Append("END:VTIMEZONE\r\nEND:VCALENDAR\r\n").ToString())?.TimeZones.FirstOrDefault(static read => read.TzId is { Length: > 0 });
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // It throws exceptions of many kinds. The times are told by the world's clock then.
            return null;
        }
    }
}
