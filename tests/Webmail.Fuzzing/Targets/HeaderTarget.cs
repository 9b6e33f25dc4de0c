using System.Buffers;
using System.Globalization;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Reading;

namespace Webmail.Fuzzing.Targets;

/// <summary>A message's header: it is read whatever stands in it, and what is shown of it keeps to its line and its limits.</summary>
internal sealed class HeaderTarget : FuzzTarget
{
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("/\\\"<>|:*?");

    public override string Name => "header";

    public override void Check(byte[] input)
    {
        var message = WholeMessage.Parse(new MemoryStream(input), CancellationToken.None);
        var plan = BodyPlan.For(MessageStructure.From(message.Body));
        var details = MessageDetails.Read(message.Headers, plan.Attachments);

        DemandLine(details.Subject, 2_000, "subject");
        DemandLine(details.MessageId ?? "", 2_000, "Message-ID");
        DemandLine(details.ListId ?? "", 2_000, "List-Id");
        DemandLine(details.Unsubscribe ?? "", 2_000, "List-Unsubscribe");
        foreach (var who in (Correspondent[])[.. details.From, .. details.ReplyTo, .. details.To, .. details.Cc, .. details.Bcc, .. details.Receipt?.To ?? []])
        {
            DemandLine(who.Name, 200, "name");
            DemandLine(who.Address, 320, "address");
        }

        Demand(details.To.Length <= MessageDetails.MaxRecipients && details.MoreRecipients >= 0 ? null : "too many", "recipients");
        Demand(details.Date is { } date && date.Year is < 1970 or > 2200 ? $"{details.Date}" : null, "date");
        foreach (var attachment in details.Attachments)
        {
            DemandLine(attachment.Name, 120, "attachment");
            Demand(attachment.Name.Length > 0 && !attachment.Name.AsSpan().ContainsAny(NotInNames) && !attachment.Name.StartsWith('.') ? null : attachment.Name, "attachment");
            DemandSame(attachment.Name, AttachmentName.Clean(attachment.Name), "attachment, again");
        }
    }

    /// <summary>One line that cannot turn what stands beside it around.</summary>
    private static void DemandLine(string text, int limit, string where)
    {
        Demand(text.Length > limit ? $"{text.Length} characters" : null, where);
        Demand(text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])) ? "space around it" : null, where);
        foreach (var c in text)
        {
            var breaks = char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            Demand(breaks || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' ? $"U+{(int)c:X4}" : null, where);
        }

        Demand(HeaderReader.OneLine(text, limit) == text ? null : "another line when read again", where);
    }
}
