using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MimeKit;

namespace Webmail.Engine.Reading.Reports;

/// <summary>Reads reports, which anybody can write: whatever stands in them is text, and what makes no sense is left out.</summary>
internal static partial class ReportReader
{
    /// <summary>Octets of a report that are read.</summary>
    public const int MaxOctets = 512 * 1024;

    /// <summary>Characters of what a server said.</summary>
    private const int MaxSaid = 600;

    /// <summary>Reads a part; null if it says nothing.</summary>
    public static MessageReport? Read(MimeEntity? part) => part switch
    {
        MimePart { Content.Stream.Length: > MaxOctets } => null,
        MessageDeliveryStatus delivery => Delivery(delivery.StatusGroups),
        MessageDispositionNotification receipt => Receipt(receipt.Fields),
        MessageFeedbackReport complaint => new MessageReport.Complaint(
            Text(complaint.Fields, "Feedback-Type", 60), AddressIn(Text(complaint.Fields, "Original-Mail-From", 320))),
        _ => null,
    };

    private static MessageReport.Delivery? Delivery(HeaderListCollection groups)
    {
        // RFC 3464 2.1: the first group is about the message, each other about a recipient. Some servers write all into one.
        var recipients = groups.Where(static group => group.Contains("Final-Recipient") || group.Contains("Action")).ToList();
        return recipients.Count == 0 ? null : new MessageReport.Delivery(
            [.. recipients.Take(MessageReport.MaxRecipients).Select(group => OutcomeOf(group, groups[0]))], Math.Max(0, recipients.Count - MessageReport.MaxRecipients));
    }

    private static RecipientOutcome OutcomeOf(HeaderList group, HeaderList message)
    {
        var said = WithoutType(Text(group, "Diagnostic-Code", MaxSaid));
        var code = CodeIn(Text(group, "Status", 100));
        // Many servers give the general code, and the true one in their words only.
        if (code.Length == 0 || code.EndsWith(".0.0", StringComparison.Ordinal))
            code = CodeIn(said) is { Length: > 0 } better ? better : code;
        var address = AddressIn(WithoutType(Text(group, "Original-Recipient", 320)));
        return new RecipientOutcome(
            address.Length > 0 ? address : AddressIn(WithoutType(Text(group, "Final-Recipient", 320))),
            Text(group, "Action", 40).ToLowerInvariant() switch
            {
                "delayed" => DeliveryOutcome.Delayed,
                "delivered" => DeliveryOutcome.Delivered,
                "relayed" or "expanded" => DeliveryOutcome.PassedOn,
                "failed" => DeliveryOutcome.Failed,
                _ => code.StartsWith('2') ? DeliveryOutcome.Delivered : code.StartsWith('4') ? DeliveryOutcome.Delayed : DeliveryOutcome.Failed,
            },
            ReasonOf(code), code, said,
            WithoutType(Text(group, "Remote-MTA", 255)) is { Length: > 0 } remote ? remote : WithoutType(Text(message, "Reporting-MTA", 255)));
    }

    private static MessageReport.Receipt? Receipt(HeaderList fields)
    {
        // RFC 8098 3.2.6: manual-action/MDN-sent-manually; displayed/error
        var (mode, type) = Text(fields, "Disposition", 200).ToLowerInvariant().Split(';', 2) is [var first, var second] ? (first, second.Trim()) : ("", "");
        Disposition? disposition = type.Split('/', ',')[0].Trim() switch
        {
            "displayed" => Disposition.Displayed,
            "deleted" => Disposition.Deleted,
            "dispatched" => Disposition.PassedOn,
            "processed" => Disposition.Processed,
            "denied" => Disposition.Denied,
            "failed" => Disposition.Failed,
            _ => null,
        };
        return disposition is { } done
            ? new MessageReport.Receipt(AddressIn(WithoutType(Text(fields, "Final-Recipient", 320))), done, mode.StartsWith("automatic", StringComparison.Ordinal))
            : null;
    }

    /// <summary>RFC 3463 3.2 to 3.8, and the registry that followed it.</summary>
    private static DeliveryReason ReasonOf(string code) => code.Split('.') is not [_, var subject, var detail] ? DeliveryReason.Unknown : (subject, detail) switch
    {
        ("1", "1" or "0" or "3" or "6") => DeliveryReason.NoSuchMailbox,
        ("1", "2" or "10") or ("4", "3" or "4" or "0") => DeliveryReason.NoSuchDomain,
        ("2", "1" or "0") => DeliveryReason.MailboxOff,
        ("2", "2") or ("3", "1") => DeliveryReason.MailboxFull,
        ("2", "3") or ("3", "4") => DeliveryReason.TooLarge,
        ("4", _) => DeliveryReason.NotReached,
        ("6", _) => DeliveryReason.NotReadable,
        ("7", _) or ("1", "7" or "8") => DeliveryReason.Refused,
        _ => DeliveryReason.Unknown,
    };

    private static string Text(HeaderList fields, string name, int limit)
    {
        var header = fields.FirstOrDefault(field => field.Field.Equals(name, StringComparison.OrdinalIgnoreCase));
        return header is null ? "" : HeaderReader.OneLine(header.Value, limit);
    }

    private static string CodeIn(string text) => StatusCode().Match(text).Value;

    /// <summary><c>rfc822; name@host</c>: what stands before the semicolon says how to read the rest.</summary>
    private static string WithoutType(string value) => TypePrefix().Replace(value, "");

    private static string AddressIn(string value) => value.Trim().Trim('<', '>').Trim();

    [GeneratedRegex(@"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)", RegexOptions.CultureInvariant)]
    private static partial Regex StatusCode();

    [GeneratedRegex(@"^\s*[A-Za-z0-9-]{1,20}\s*;\s*", RegexOptions.CultureInvariant)]
    private static partial Regex TypePrefix();
}
