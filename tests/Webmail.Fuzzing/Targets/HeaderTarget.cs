using System.Buffers;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Reading;
using Webmail.Fuzzing.Judges;

namespace Webmail.Fuzzing.Targets;

/// <summary>A message's header: it is read whatever stands in it, and what is shown of it keeps to its line and its limits.</summary>
internal sealed class HeaderTarget : FuzzTarget
{
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("/\\\"<>|:*?");

    public override string Name => "header";

    public override void Check(byte[] input)
    {
        var message = WholeMessage.Parse(new MemoryStream(input), CancellationToken.None);
        var plan = BodyPlan.For(PackedMessage.Unpack(message.Body).Structure);
        var details = MessageDetails.Read(message.Headers, plan.Attachments);

        ShownLine.Demand(details.Subject, 2_000, "subject");
        ShownLine.Demand(details.MessageId ?? "", 2_000, "Message-ID");
        ShownLine.Demand(details.ListId ?? "", 2_000, "List-Id");
        ShownLine.Demand(details.Unsubscribe ?? "", 2_000, "List-Unsubscribe");
        foreach (var who in (Correspondent[])[.. details.From, .. details.ReplyTo, .. details.To, .. details.Cc, .. details.Bcc, .. details.Receipt?.To ?? []])
        {
            ShownLine.Demand(who.Name, 200, "name");
            ShownLine.Demand(who.Address, 320, "address");
        }

        Demand(details.To.Length <= MessageDetails.MaxRecipients && details.MoreRecipients >= 0 ? null : "too many", "recipients");
        Demand(details.Date is { } date && date.Year is < 1970 or > 2200 ? $"{details.Date}" : null, "date");
        foreach (var attachment in details.Attachments)
        {
            ShownLine.Demand(attachment.Name, 120, "attachment");
            Demand(attachment.Name.Length > 0 && !attachment.Name.AsSpan().ContainsAny(NotInNames) && !attachment.Name.StartsWith('.') ? null : attachment.Name, "attachment");
            DemandSame(attachment.Name, AttachmentName.Clean(attachment.Name), "attachment, again");
        }
    }
}
