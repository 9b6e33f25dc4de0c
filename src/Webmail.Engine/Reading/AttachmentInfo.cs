namespace Webmail.Engine.Reading;

/// <summary>One attachment, as the reader lists it.</summary>
/// <param name="Section">The IMAP section to fetch (RFC 9051 6.4.5), such as <c>2.1</c>.</param>
/// <param name="Name">A file name that is safe to show and to save under: no path, no control or direction characters. Never empty.</param>
/// <param name="MediaType">The type the sender gave, in lower case. Not checked against the content.</param>
/// <param name="Octets">Octets after decoding, estimated from the encoded size; 0 if unknown.</param>
/// <param name="Kind">What to draw.</param>
public sealed record AttachmentInfo(string Section, string Name, string MediaType, long Octets, AttachmentKind Kind)
{
    /// <summary>Describes one part.</summary>
    public static AttachmentInfo From(PartNode part)
    {
        var name = AttachmentName.Of(part);
        return new AttachmentInfo(part.Section, name, part.MediaType, part.Octets, AttachmentName.KindOf(name, part.MediaType));
    }
}
