using MimeKit;
using MimeKit.Tnef;

namespace Webmail.Engine.Reading.Packed;

/// <summary>
/// Files that MIME does not show: packed by Outlook into <c>winmail.dat</c>, or written into a text as uuencode or yEnc. What is packed
/// takes the place of what packs it, as a multipart, so that it is read, listed and downloaded like any other part.
/// </summary>
internal static class PackedParts
{
    /// <summary>Octets of one packing part that is taken apart, in memory. Servers refuse most messages above.</summary>
    public const int MaxOctets = 25 * 1024 * 1024;

    /// <summary>Octets for which a person waits before the text is shown; above, a packing part is opened when it is asked for.</summary>
    public const int MaxOctetsBeforeText = 2 * 1024 * 1024;

    /// <summary>Unpacks whatever is packed within; returns the part itself where nothing is.</summary>
    public static MimeEntity Unpack(MimeEntity entity)
    {
        var left = MessageStructure.MaxParts;
        return Unpack(entity, 1, hasText: false, ref left);
    }

    private static MimeEntity Unpack(MimeEntity entity, int depth, bool hasText, ref int left)
    {
        left--;
        if (entity is MimePart leaf)
            TransferEncoding.Apply(leaf);
        switch (entity)
        {
            case Multipart multipart when depth < MessageStructure.MaxDepth:
                hasText |= multipart.Any(static child => child is TextPart or MultipartAlternative or MultipartRelated);
                for (var i = 0; i < multipart.Count && left > 0; i++)
                {
                    var unpacked = Unpack(multipart[i] is Multipart inner && MissingParts.Find(inner) is { } found ? found : multipart[i], depth + 1, hasText, ref left);
                    if (unpacked != multipart[i])
                        multipart[i] = unpacked;
                }
                return multipart;
            case TnefPart winmail:
                return WinmailDat.Open(winmail, hasText) ?? entity;
            case MimePart text when IsReadAsText(text):
                return FilesInText.Open(text) ?? entity;
            default:
                return entity;
        }
    }

    private static bool IsReadAsText(MimePart part) =>
        part.Content is not null && part.ContentType.IsMimeType("text", "plain") && part.ContentDisposition?.IsAttachment != true;
}
