using MailKit;
using MimeKit;

namespace Webmail.Engine.Reading;

/// <summary>
/// Finds out from what a server says of a large message's parts that it could not read them, and that they are better looked for in the message itself: a multipart of nothing,
/// where the boundary is missing or wrong (Dovecot makes one empty text of it), a type without a name, an encoding that it took for none.
/// </summary>
internal static class UntoldParts
{
    /// <summary>True if the message has to be read here.</summary>
    /// <param name="body">What the server says.</param>
    /// <param name="headers">The message's header.</param>
    public static bool Are(BodyPart body, HeaderList headers) => body switch
    {
        BodyPartMultipart multipart => HoldsNothing(multipart) || multipart.BodyParts.OfType<BodyPartMultipart>().Any(part => Are(part, headers)),
        BodyPartBasic part => IsMisread(part, headers),
        _ => false,
    };

    private static bool HoldsNothing(BodyPartMultipart multipart) =>
        multipart.BodyParts.Count == 0 || multipart.BodyParts is [BodyPartBasic { Octets: 0 } and not BodyPartMessage];

    private static bool IsMisread(BodyPartBasic part, HeaderList headers)
    {
        if (part.FileName is not null || headers[HeaderId.ContentType] is not { } type)
            return false;
        var isText = part is BodyPartText;
        return !isText && (part.ContentType.MediaType.Length == 0 || part.ContentType.IsMimeType("application", "octet-stream")) && !type.Contains("octet-stream", StringComparison.OrdinalIgnoreCase)
            || isText && part.ContentType.Parameters["boundary"] is { Length: > 0 }
            || isText && TransferEncoding.Of(part.ContentTransferEncoding) is ContentEncoding.Default or ContentEncoding.SevenBit or ContentEncoding.EightBit
                && TransferEncoding.Of(headers[HeaderId.ContentTransferEncoding]) is ContentEncoding.Base64 or ContentEncoding.QuotedPrintable;
    }
}
