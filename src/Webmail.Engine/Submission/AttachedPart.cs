using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace Webmail.Engine.Submission;

/// <summary>Makes a MIME part of a file. The content stays where it is until the message is written.</summary>
internal static partial class AttachedPart
{
    /// <summary>Characters of a piece of a name: with what stands before it, a line of 78.</summary>
    private const int MaxSegment = 60;

    /// <summary>Makes the part; it owns <paramref name="content"/>.</summary>
    /// <param name="attachment">Name and type, from a browser.</param>
    /// <param name="content">The octets; seekable.</param>
    /// <param name="isShown">Whether the HTML shows it.</param>
    /// <param name="cancellationToken">Ends the reading of a message.</param>
    public static async Task<MimeEntity> MakeAsync(DraftAttachment attachment, Stream content, bool isShown, CancellationToken cancellationToken)
    {
        try
        {
            var type = TypeOf(attachment.ContentType);
            MimeEntity part = type.IsMimeType("message", "rfc822")
                ? await MessageAsync(content, cancellationToken)
                : new MimePart(type) { Content = new MimeContent(content), ContentTransferEncoding = ContentEncoding.Base64 };
            part.ContentDisposition = new ContentDisposition(isShown ? ContentDisposition.Inline : ContentDisposition.Attachment);
            if (NameOf(attachment.Name) is { Length: > 0 } name)
                Name(part, name);
            if (isShown)
                part.ContentId = attachment.ContentId;
            return part;
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    /// <summary>RFC 2046 5.2.1: a message is attached as it is, never in base64. What is none, is a file.</summary>
    private static async Task<MimeEntity> MessageAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            return new AttachedMessage(content) { Message = await MimeMessage.LoadAsync(ParserOptions.Default, content, persistent: true, cancellationToken) };
        }
        catch (FormatException)
        {
            content.Position = 0;
            return new MimePart("application", "octet-stream") { Content = new MimeContent(content), ContentTransferEncoding = ContentEncoding.Base64 };
        }
    }

    /// <summary>The type as told, if it is one for a file: composite types have content that must not be encoded (RFC 2045 6.4).</summary>
    private static ContentType TypeOf(string told)
    {
        var type = told.Split(';')[0].Trim().ToLowerInvariant();
        var isComposite = type.StartsWith("multipart/", StringComparison.Ordinal) || type.StartsWith("message/", StringComparison.Ordinal);
        return MediaType().IsMatch(type) && (!isComposite || type == "message/rfc822") ? ContentType.Parse(type) : new ContentType("application", "octet-stream");
    }

    /// <summary>RFC 2231 3 and 4. Old programs read the name of the type, so that it has it too.</summary>
    private static void Name(MimeEntity part, string name)
    {
        if (!name.Any(char.IsSurrogate))
        {
            part.ContentDisposition!.FileName = part.ContentType.Name = name;
            return;
        }

        // MimeKit 4.18 cuts long names between the two halves of a character beyond U+FFFF, which loses it; here they are cut between characters.
        var lines = new List<StringBuilder> { new("utf-8''") };
        foreach (var rune in name.EnumerateRunes())
        {
            var encoded = Uri.EscapeDataString(rune.ToString());
            if (lines[^1].Length + encoded.Length > MaxSegment)
                lines.Add(new StringBuilder());
            lines[^1].Append(encoded);
        }

        var field = string.Concat(lines.Select(static (line, i) => string.Create(CultureInfo.InvariantCulture, $";\r\n\tfilename*{i}*={line}")));
        part.Headers[part.Headers.IndexOf(HeaderId.ContentDisposition)].SetRawValue(Encoding.ASCII.GetBytes($" {part.ContentDisposition!.Disposition}{field}\r\n"));
    }

    /// <summary>Without a path: some browsers send one, and it says how a person orders their files.</summary>
    private static string NameOf(string name) => name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim();

    /// <summary>A message whose parts are read from a stream that MimeKit leaves open.</summary>
    private sealed class AttachedMessage(Stream content) : MessagePart("rfc822")
    {
        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing)
                content.Dispose();
        }
    }

    /// <summary>RFC 6838 4.2.</summary>
    [GeneratedRegex(@"\A[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\z")]
    private static partial Regex MediaType();
}
