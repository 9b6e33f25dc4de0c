using System.Globalization;
using MailKit;
using MimeKit;
using MimeKit.Tnef;
using Webmail.Engine.Reading.Packed;
using Webmail.Engine.Reading.Reports;

namespace Webmail.Engine.Reading;

/// <summary>A message of which only the structure is here: each part that is shown is fetched by its section.</summary>
/// <param name="summary">Header and BODYSTRUCTURE, from the server.</param>
/// <param name="fetch">Fetches the beginning of a section, up to so many octets.</param>
internal sealed class LargeMessage(IMessageSummary summary, Func<string, int, Task<Stream>> fetch)
{
    /// <summary>Packing parts that are taken apart before the text is shown.</summary>
    private const int MaxUnpacked = 3;

    private readonly Dictionary<string, MimeEntity> fetched = [];

    /// <summary>The structure, with what was packed in place of what packed it.</summary>
    public PartNode Structure { get; private set; } = StructureOf(summary);

    /// <summary>Fetches what packs others and is small enough to be waited for, and every text, since files may stand in it.</summary>
    public async Task UnpackAsync()
    {
        var plan = BodyPlan.For(Structure);
        var winmail = plan.Attachments.Where(static part => part.MediaType is "application/ms-tnef" or "application/vnd.ms-tnef"
            && part.EncodedOctets is > 0 and < PackedParts.MaxOctetsBeforeText).Take(MaxUnpacked);
        foreach (var leaf in plan.Texts.Where(static part => part.MediaType == "text/plain").Concat(winmail))
        {
            var part = await FetchAsync(leaf, leaf.MediaType == "text/plain" ? TextDecoder.MaxOctets / 2 * 3 : PackedParts.MaxOctetsBeforeText);
            var unpacked = part is TnefPart packing ? WinmailDat.Open(packing, hasText: plan.Texts.Count > 0) : FilesInText.Open((MimePart)part);
            if (unpacked is null)
                continue;
            var node = MessageStructure.From(unpacked, leaf.Section, leaf);
            Structure = Structure.Replace(leaf, node);
            foreach (var inner in Leaves(node))
            {
                if (WholeMessage.Find(unpacked, inner.Section[(leaf.Section.Length + 1)..]) is { } entity)
                    fetched[inner.Section] = entity;
            }
        }
    }

    /// <summary>Fetches and decodes what is shown.</summary>
    /// <param name="plan">Which parts.</param>
    /// <param name="charset">The character set that a person chose; null: the one that the sender names.</param>
    public async Task<MessageContent> ReadAsync(BodyPlan plan, string? charset)
    {
        long pictures = 0;
        foreach (var part in plan.Texts.Concat(plan.Calendars))
            await FetchAsync(part, TextDecoder.MaxOctets / 2 * 3);
        foreach (var part in plan.Embedded)
        {
            pictures += part.Octets;
            if (part.Octets <= EmbeddedImage.MaxOctets && pictures <= EmbeddedImage.MaxTotalOctets)
                await FetchAsync(part, EmbeddedImage.MaxOctets / 2 * 3);
        }
        return MessageContent.Decode(plan, part => fetched.GetValueOrDefault(part.Section), charset);
    }

    /// <summary>Fetches a report; null if it is too large to be one.</summary>
    public async Task<MimeEntity?> ReportAsync(PartNode part) => part.EncodedOctets > ReportReader.MaxOctets ? null : await FetchAsync(part, ReportReader.MaxOctets);

    private async Task<MimeEntity> FetchAsync(PartNode part, int limit)
    {
        if (fetched.TryGetValue(part.Section, out var known))
            return known;
        var entity = PartOf(part, FindBody(summary.Body, part.Section)?.ContentType, await fetch(part.Section, limit));
        fetched[part.Section] = entity;
        return entity;
    }

    /// <summary>A part from its content.</summary>
    public static MimePart PartOf(PartNode part, ContentType? type, Stream content)
    {
        var entity = part.MediaType switch
        {
            "application/ms-tnef" or "application/vnd.ms-tnef" => new TnefPart(),
            "message/delivery-status" or "message/global-delivery-status" => new MessageDeliveryStatus(),
            "message/disposition-notification" or "message/global-disposition-notification" => new MessageDispositionNotification(),
            "message/feedback-report" => new MessageFeedbackReport(),
            _ => type is not null ? new MimePart(type) : ContentType.TryParse(part.MediaType, out var parsed) ? new MimePart(parsed) : new MimePart(),
        };
        entity.Content = new MimeContent(content, part.Encoding);
        return entity;
    }

    private static PartNode StructureOf(IMessageSummary summary) =>
        summary.Body is { } body ? MessageStructure.From(body) : MessageStructure.From((MimeEntity?)null);

    private static BodyPartBasic? FindBody(BodyPart? body, string section)
    {
        foreach (var index in section.Split('.'))
        {
            if (body is not BodyPartMultipart multipart || !int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                break;
            body = number <= multipart.BodyParts.Count ? multipart.BodyParts[number - 1] : null;
        }
        return body as BodyPartBasic;
    }

    private static IEnumerable<PartNode> Leaves(PartNode part) => part.IsMultipart ? part.Children.SelectMany(Leaves) : [part];
}
