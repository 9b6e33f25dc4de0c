using MimeKit;

namespace Webmail.Engine.Reading;

/// <summary>
/// One node of a message's MIME structure, from BODYSTRUCTURE or from a parsed message alike. A message within the
/// message (message/rfc822) is a leaf: it is an attachment that can be opened.
/// </summary>
public sealed record PartNode
{
    /// <summary>The IMAP section (RFC 9051 6.4.5), such as <c>2.1</c>; empty for the root of a multipart message.</summary>
    public required string Section { get; init; }

    /// <summary>The media type in lower case, such as <c>text/html</c>.</summary>
    public required string MediaType { get; init; }

    /// <summary>The Content-Disposition value in lower case; empty if there is none.</summary>
    public string Disposition { get; init; } = "";

    /// <summary>The file name as the sender wrote it, decoded; empty if there is none. See <see cref="AttachmentName"/>.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Content-ID without angle brackets; empty if there is none.</summary>
    public string ContentId { get; init; } = "";

    /// <summary>Content-Location; empty if there is none.</summary>
    public string ContentLocation { get; init; } = "";

    /// <summary>Octets as transferred; 0 if the server did not say.</summary>
    public long EncodedOctets { get; init; }

    /// <summary>How the content was made fit for transfer (RFC 2045 6).</summary>
    public ContentEncoding Encoding { get; init; }

    /// <summary>The character set that it names; empty if it names none.</summary>
    public string Charset { get; init; } = "";

    /// <summary>The Content-Type parameter <c>start</c> of multipart/related, without angle brackets.</summary>
    public string Start { get; init; } = "";

    /// <summary>The Content-Type parameter <c>smime-type</c> in lower case (RFC 8551 3.2.2); empty if there is none.</summary>
    public string SmimeType { get; init; } = "";

    /// <summary>True for a part that lies within a signature (<see cref="PackedMessage"/>): the server knows no section of it.</summary>
    public bool IsPacked { get; init; }

    /// <summary>
    /// What has to be fetched and taken apart to have this part: <see cref="Whole"/> where this program read the whole message, the part that
    /// packs it (<c>winmail.dat</c>, a text with files in it) where it is packed; null where the server gives the part by its section.
    /// </summary>
    public PartNode? Container { get; init; }

    /// <summary>What a person is told in place of this part, or beside it; null: nothing.</summary>
    public PartRemark? Remark { get; init; }

    /// <summary>Stands for the message itself as a <see cref="Container"/>.</summary>
    public static readonly PartNode Whole = new() { Section = "", MediaType = "message/rfc822" };

    /// <summary>The parts of a multipart; empty for a leaf.</summary>
    public IReadOnlyList<PartNode> Children { get; init; } = [];

    /// <summary>True if there was more within this part than is read (<see cref="MessageStructure.MaxDepth"/>, <see cref="MessageStructure.MaxParts"/>).</summary>
    public bool IsCut { get; init; }

    /// <summary>Finds a leaf by its section; null if there is none.</summary>
    public PartNode? Find(string section) =>
        Children.Count == 0 ? (Section == section && !IsMultipart ? this : null) : Children.Select(child => child.Find(section)).FirstOrDefault(found => found is not null);

    /// <summary>The same structure with another part in place of a leaf.</summary>
    internal PartNode Replace(PartNode leaf, PartNode with) =>
        this == leaf ? with : Children.Count == 0 ? this : this with { Children = [.. Children.Select(child => child.Replace(leaf, with))] };

    /// <summary>True for a message, or what packs one: it can be opened in the reader (<see cref="MessageKey.Within"/>).</summary>
    public bool OpensAsMessage =>
        MediaType is "message/rfc822" or "message/global" or "message/news" or "application/ms-tnef" or "application/vnd.ms-tnef"
        || FileName.EndsWith(".eml", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for multipart of any kind.</summary>
    public bool IsMultipart => MediaType.StartsWith("multipart/", StringComparison.Ordinal);

    /// <summary>True for a calendar, by its type or, where that says nothing, by its name.</summary>
    public bool IsCalendar => MediaType is "text/calendar" or "application/ics" or "text/x-vcalendar"
        || (MediaType is "application/octet-stream" && FileName.EndsWith(".ics", StringComparison.OrdinalIgnoreCase));

    /// <summary>Octets after decoding, estimated: base64 with line ends has 4 characters and a share of a line end for 3 octets.</summary>
    public long Octets => Encoding == ContentEncoding.Base64 ? (long)(EncodedOctets * 0.73) : EncodedOctets;
}
