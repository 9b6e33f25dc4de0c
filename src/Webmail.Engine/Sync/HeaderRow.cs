using MailKit;
using MimeKit;
using MimeKit.Utils;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Sync;

/// <summary>A row made from the fields of a message's header, where its ENVELOPE or BODYSTRUCTURE can't be had.</summary>
internal static class HeaderRow
{
    /// <summary>What it takes beside <see cref="Fields"/>.</summary>
    public const MessageSummaryItems Items =
        MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.InternalDate | MessageSummaryItems.Size;

    /// <summary>The fields that it takes.</summary>
    public static readonly string[] Fields = ["From", "Sender", "To", "Subject", "Date", "Message-ID", "Content-Type"];

    /// <summary>The row. That it has attachments is guessed: text is seldom mixed with anything else.</summary>
    public static MessageRow Of(IMessageSummary summary)
    {
        var headers = summary.Headers ?? [];
        var envelope = new Envelope
        {
            Subject = headers[HeaderId.Subject],
            MessageId = MimeUtils.EnumerateReferences(headers[HeaderId.MessageId] ?? "").FirstOrDefault(),
            Date = DateUtils.TryParse(headers[HeaderId.Date] ?? "", out var date) ? date : null,
        };
        Read(headers, HeaderId.From, envelope.From);
        Read(headers, HeaderId.Sender, envelope.Sender);
        Read(headers, HeaderId.To, envelope.To);
        var isMixed = ContentType.TryParse(headers[HeaderId.ContentType] ?? "", out var type) && type.IsMimeType("multipart", "mixed");
        return MessageRows.RowOf(summary, envelope, isMixed ? [""] : []);
    }

    private static void Read(HeaderList headers, HeaderId field, InternetAddressList people)
    {
        if (headers.FirstOrDefault(header => header.Id == field) is { } found && InternetAddressList.TryParse(found.RawValue, out var list))
            people.AddRange(list);
    }
}
