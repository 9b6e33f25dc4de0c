using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Utils;

namespace Webmail.Engine.Reading;

/// <summary>What a Content-Transfer-Encoding means (RFC 2045 6), however it is written: in quotation marks, with a comment, with a hyphen too many.</summary>
internal static partial class TransferEncoding
{
    /// <summary>The encoding of a field's text; <see cref="ContentEncoding.Default"/> if there is none of this name.</summary>
    public static ContentEncoding Of(string? written)
    {
        if (written is not { Length: > 0 and < 500 })
            return ContentEncoding.Default;
        var name = Name().Match(Comment().Replace(written, "")).Value.ToLowerInvariant();
        if (MimeUtils.TryParse(name, out ContentEncoding encoding))
            return encoding;
        return name switch
        {
            "base-64" or "b64" => ContentEncoding.Base64,
            "quotedprintable" or "quoted_printable" or "qp" => ContentEncoding.QuotedPrintable,
            _ => ContentEncoding.Default,
        };
    }

    /// <summary>Puts right what was read otherwise when the part was parsed.</summary>
    public static void Apply(MimePart part)
    {
        if (part.Content is { Encoding: ContentEncoding.Default, Stream: { } stream } && Of(part.Headers[HeaderId.ContentTransferEncoding]) is var meant and not ContentEncoding.Default)
        {
            part.ContentTransferEncoding = meant;
            part.Content = new MimeContent(stream, meant);
        }
    }

    [GeneratedRegex(@"\([^)]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex("[A-Za-z0-9_-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
