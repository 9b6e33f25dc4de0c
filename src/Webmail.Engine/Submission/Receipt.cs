using System.Collections.Immutable;
using MimeKit;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Submission;

/// <summary>A read receipt as it is sent: a report for programs, with words for people (RFC 8098 3).</summary>
/// <param name="headers">The header of the message that was read.</param>
/// <param name="to">Where it goes.</param>
/// <param name="author">Who read it.</param>
/// <param name="words">The words.</param>
/// <param name="isAsked">Whether the person was asked.</param>
internal sealed class Receipt(HeaderList headers, List<MailboxAddress> to, Identity author, ReceiptWords words, bool isAsked)
{
    /// <summary>Makes it.</summary>
    /// <param name="id">Names it in the outbox.</param>
    /// <param name="now">When it is sent.</param>
    public (OutgoingMessage Message, Draft Draft) Make(Guid id, DateTimeOffset now)
    {
        var subject = HeaderFields.Line(headers, "Subject");
        var draft = new Draft
        {
            Id = id,
            MessageId = Replying.NewMessageId(author),
            From = author.ToField(),
            To = [.. to.Select(HeaderFields.Text)],
            Subject = words.Subject(subject),
            Text = words.Text(subject, author.Address, new HeaderReader(headers).Date()),
            InReplyTo = HeaderFields.Ids(headers, "Message-Id").FirstOrDefault(),
            References = HeaderFields.ReferencesOfReply(headers),
        };
        var message = new MimeMessage { Date = now, Subject = draft.Subject, MimeVersion = new Version(1, 0) };
        message.From.Add(author.ToMailbox());
        message.To.AddRange(to);
        message.Headers.Replace(HeaderId.MessageId, $"<{draft.MessageId}>");
        if (draft.InReplyTo is { } original)
            message.Headers.Add(HeaderId.InReplyTo, $"<{original}>");
        foreach (var reference in draft.References)
            message.References.Add(reference);
        // RFC 3834 5: no program answers it in turn.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-replied");
        message.Body = new MultipartReport("disposition-notification") { MessageBody.PlainText(draft.Text), Report(draft.InReplyTo) };
        message.Prepare(EncodingConstraint.SevenBit, 78);
        // RFC 8098 3: the reverse-path is empty, so that nothing comes back.
        return (new OutgoingMessage(id, draft.MessageId, "", [.. to.Select(RecipientAddress.ForEnvelope)], message, null, null, [], DraftKind.New) { IsFiled = false }, draft);
    }

    private MessageDispositionNotification Report(string? original)
    {
        var report = new MessageDispositionNotification();
        report.Fields.Add("Reporting-UA", MessageComposer.Product);
        if (HeaderFields.Line(headers, "Original-Recipient") is { Length: > 0 } recipient)
            report.Fields.Add("Original-Recipient", recipient);
        report.Fields.Add("Final-Recipient", $"rfc822;{RecipientAddress.ForEnvelope(author.ToMailbox())}");
        if (original is not null)
            report.Fields.Add("Original-Message-ID", $"<{original}>");
        // RFC 8098 3.2.6: it is a person who opened the message, in either case.
        report.Fields.Add("Disposition", $"manual-action/MDN-sent-{(isAsked ? "manually" : "automatically")}; displayed");
        return report;
    }
}
