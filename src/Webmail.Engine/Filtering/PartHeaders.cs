using MailKit;
using MimeKit;

namespace Webmail.Engine.Filtering;

/// <summary>The headers of a message's parts as BODYSTRUCTURE tells them (RFC 9051 7.5.2): what kind of part it is, and whether it is a file.</summary>
internal static class PartHeaders
{
    /// <summary>Those of all parts below the message itself.</summary>
    public static IEnumerable<HeaderList> Below(BodyPart part) => part switch
    {
        BodyPartMultipart multipart => multipart.BodyParts.SelectMany(inner => Below(inner).Prepend(Of(inner))),
        BodyPartMessage { Body: { } inner } => Below(inner),
        _ => [],
    };

    private static HeaderList Of(BodyPart part)
    {
        var headers = new HeaderList();
        if (part.ContentType is { } type)
            headers.Add(HeaderId.ContentType, type.ToString(System.Text.Encoding.UTF8, false)["Content-Type: ".Length..]);
        var disposition = (part as BodyPartBasic)?.ContentDisposition ?? (part as BodyPartMultipart)?.ContentDisposition;
        if (disposition is not null)
            headers.Add(HeaderId.ContentDisposition, disposition.ToString(System.Text.Encoding.UTF8, false)["Content-Disposition: ".Length..]);
        return headers;
    }
}
