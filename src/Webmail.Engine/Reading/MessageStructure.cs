using MailKit;
using MimeKit;
using MimeKit.IO;

namespace Webmail.Engine.Reading;

/// <summary>Reads a message's structure into <see cref="PartNode"/>s, within limits.</summary>
public static class MessageStructure
{
    /// <summary>Levels. Real messages have up to about eight; a mailing list's digest of digests twelve.</summary>
    public const int MaxDepth = 32;

    /// <summary>Parts. A digest or a photo album has a few hundred; more is not a list that a person reads.</summary>
    public const int MaxParts = 1_000;

    /// <summary>From what the server said (RFC 9051 BODYSTRUCTURE).</summary>
    public static PartNode From(BodyPart body)
    {
        var left = MaxParts;
        return From(body, "", 1, ref left);
    }

    /// <summary>From a parsed message, or from a part that was taken apart.</summary>
    /// <param name="body">Its body; null for none.</param>
    /// <param name="section">The section of <paramref name="body"/>; empty for a message's.</param>
    /// <param name="container">What has to be fetched to have its parts; null if the server gives them one by one.</param>
    public static PartNode From(MimeEntity? body, string section = "", PartNode? container = null)
    {
        var left = MaxParts;
        return body is null ? new PartNode { Section = "1", MediaType = "text/plain", Container = container } : From(body, section, 1, container, ref left);
    }

    private static PartNode From(BodyPart part, string section, int depth, ref int left)
    {
        left--;
        if (part is BodyPartMultipart multipart)
        {
            var children = new List<PartNode>();
            var cut = depth >= MaxDepth;
            for (var i = 0; i < multipart.BodyParts.Count && !cut; i++)
            {
                if (left <= 0)
                    cut = true;
                else
                    children.Add(From(multipart.BodyParts[i], Child(section, i), depth + 1, ref left));
            }
            return Common(multipart.ContentType, section) with { Children = children, IsCut = cut };
        }
        var basic = (BodyPartBasic)part;
        var leaf = Common(basic.ContentType, section.Length == 0 ? "1" : section);
        return leaf with
        {
            Disposition = basic.ContentDisposition?.Disposition.ToLowerInvariant() ?? "",
            FileName = SentName.Read(basic.ContentDisposition?.FileName ?? basic.ContentType?.Name ?? ""),
            ContentId = Unbracket(basic.ContentId),
            ContentLocation = basic.ContentLocation?.OriginalString ?? "",
            EncodedOctets = basic.Octets,
            Encoding = TransferEncoding.Of(basic.ContentTransferEncoding),
        };
    }

    private static PartNode From(MimeEntity entity, string section, int depth, PartNode? container, ref int left)
    {
        left--;
        if (entity is Multipart multipart)
        {
            var children = new List<PartNode>();
            var cut = depth >= MaxDepth;
            for (var i = 0; i < multipart.Count && !cut; i++)
            {
                if (left <= 0)
                    cut = true;
                else
                    children.Add(From(multipart[i], Child(section, i), depth + 1, container, ref left));
            }
            return Common(entity.ContentType, section) with { Children = children, IsCut = cut };
        }
        var leaf = Common(entity.ContentType, section.Length == 0 ? "1" : section);
        return leaf with
        {
            Container = container,
            Disposition = entity.ContentDisposition?.Disposition?.ToLowerInvariant() ?? "",
            FileName = SentName.Read(entity.ContentDisposition?.FileName ?? entity.ContentType.Name ?? ""),
            MediaType = TypeOfUnreadable(entity) ?? leaf.MediaType,
            ContentId = Unbracket(entity.ContentId),
            ContentLocation = entity.ContentLocation?.OriginalString ?? "",
            EncodedOctets = entity is MessagePart { Message: { } inner } ? Measure(inner) : (entity as MimePart)?.Content?.Stream?.Length ?? 0,
            Encoding = (entity as MimePart)?.ContentTransferEncoding ?? ContentEncoding.Default,
        };
    }

    /// <summary>RFC 2045 5.2: a Content-Type that can't be read is as good as none, and what has none is plain text, unless it says otherwise in some way. Null: it can be read.</summary>
    private static string? TypeOfUnreadable(MimeEntity entity)
    {
        if (entity is not MimePart { FileName: null } || entity.Headers[HeaderId.ContentType] is not { } written)
            return null;
        var isUnreadable = entity.ContentType.IsMimeType("application", "octet-stream") && !written.Contains("octet-stream", StringComparison.OrdinalIgnoreCase)
            || entity.ContentType.IsMimeType("text", "*") && entity.ContentType.MediaSubtype.Length == 0;
        return !isUnreadable ? null : written.AsSpan(0, Math.Min(written.Length, 40)).Contains("html", StringComparison.OrdinalIgnoreCase) ? "text/html" : "text/plain";
    }

    private static PartNode Common(ContentType? type, string section) => new()
    {
        Section = section,
        // Servers write NIL or nothing for a broken Content-Type; RFC 2045 5.2 says what that means.
        MediaType = type is null or { MediaType.Length: 0 } ? "text/plain" : type.MimeType.ToLowerInvariant(),
        Start = Unbracket(type?.Parameters["start"]),
        SmimeType = type?.Parameters["smime-type"]?.ToLowerInvariant() ?? "",
        Remark = PartRemarks.Of(type),
        Charset = type?.Charset ?? "",
    };

    private static long Measure(MimeMessage message)
    {
        using var measuring = new MeasuringStream();
        message.WriteTo(measuring, CancellationToken.None);
        return measuring.Length;
    }

    private static string Child(string section, int index) =>
        section.Length == 0 ? $"{index + 1}" : $"{section}.{index + 1}";

    private static string Unbracket(string? id) => id?.Trim().Trim('<', '>') ?? "";
}
