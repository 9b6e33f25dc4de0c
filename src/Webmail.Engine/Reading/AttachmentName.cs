using System.Globalization;
using System.Text;
using MimeKit;

namespace Webmail.Engine.Reading;

/// <summary>File names from strangers: made safe to show, to save under and to put into a header.</summary>
public static class AttachmentName
{
    /// <summary>Characters. File systems take 255 octets; four octets are the longest character.</summary>
    private const int MaxLength = 120;

    /// <summary>A name for a part, from its own name or else its type.</summary>
    public static string Of(PartNode part)
    {
        var name = Clean(part.FileName);
        return name.Length > 0 ? name : part.MediaType switch
        {
            "message/rfc822" or "message/global" => "message.eml",
            "text/calendar" => "invitation.ics",
            "text/html" => "text.html",
            "text/vcard" or "text/x-vcard" => "contact.vcf",
            _ when part.MediaType.StartsWith("text/", StringComparison.Ordinal) => "text" + (Ending(part.MediaType) ?? ".txt"),
            _ when EmbeddedImage.IsImageType(part.MediaType) => $"image-{part.Section}.{part.MediaType[6..].Replace("jpeg", "jpg", StringComparison.Ordinal)}",
            _ => $"attachment-{part.Section}{Ending(part.MediaType)}",
        };
    }

    /// <summary>The ending that files of a type have; null for types that say nothing. None that runs: a stranger's type is not to be believed so far.</summary>
    private static string? Ending(string mediaType) =>
        mediaType is not "application/octet-stream" && MimeTypes.TryGetExtension(mediaType, out var ending) && KindOf(ending, "") != AttachmentKind.Program ? ending : null;

    /// <summary>
    /// Without path, control characters and line breaks, without characters that turn the direction of text (which make
    /// <c>gpj.exe</c> look like <c>exe.jpg</c>), zero-width characters, rows of spaces, and what file systems refuse; at most 120 characters.
    /// </summary>
    public static string Clean(string name)
    {
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned || rune.Value == 0xFFFD)
                continue;
            var isSpace = category == UnicodeCategory.SpaceSeparator;
            // A row of spaces pushes the ending out of sight: "invoice.pdf        .exe".
            if (isSpace && clean.Length > 0 && clean[^1] == ' ')
                continue;
            clean.Append(rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? "_" : isSpace ? " " : rune.ToString());
        }
        var result = clean.ToString().Trim('.', ' ');
        if (result.Length <= MaxLength)
            return result;
        var extension = Path.GetExtension(result);
        var stem = result[..(MaxLength - (extension.Length <= 10 ? extension.Length : 0))];
        if (char.IsHighSurrogate(stem[^1]))
            stem = stem[..^1];
        stem = stem.TrimEnd('.', ' ');
        return extension.Length <= 10 ? stem + extension : stem;
    }

    /// <summary>What the thing is: by its ending, since that decides what opens it, else by its type.</summary>
    public static AttachmentKind KindOf(string name, string mediaType) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".pdf" => AttachmentKind.Pdf,
        ".png" or ".jpg" or ".jpeg" or ".gif" or ".webp" or ".bmp" or ".tif" or ".tiff" or ".heic" or ".avif" or ".svg" => AttachmentKind.Image,
        ".doc" or ".docx" or ".odt" or ".rtf" or ".txt" or ".md" or ".pages" or ".htm" or ".html" or ".xml" or ".log" => AttachmentKind.Document,
        ".xls" or ".xlsx" or ".ods" or ".csv" or ".tsv" or ".numbers" => AttachmentKind.Sheet,
        ".ppt" or ".pptx" or ".odp" or ".key" => AttachmentKind.Slides,
        ".zip" or ".7z" or ".rar" or ".gz" or ".tgz" or ".tar" or ".bz2" or ".xz" or ".zst" => AttachmentKind.Archive,
        ".mp3" or ".wav" or ".ogg" or ".m4a" or ".flac" or ".opus" => AttachmentKind.Audio,
        ".mp4" or ".mov" or ".avi" or ".mkv" or ".webm" => AttachmentKind.Video,
        ".eml" or ".msg" => AttachmentKind.Message,
        ".ics" or ".ical" => AttachmentKind.Calendar,
        ".vcf" => AttachmentKind.Contact,
        ".exe" or ".com" or ".scr" or ".bat" or ".cmd" or ".ps1" or ".vbs" or ".js" or ".jse" or ".wsf" or ".msi" or ".jar" or ".apk" or ".lnk" or ".hta"
            or ".iso" or ".img" or ".dll" or ".reg" or ".sh" or ".app" or ".dmg" or ".cpl" or ".pif" => AttachmentKind.Program,
        _ => mediaType switch
        {
            "application/pdf" => AttachmentKind.Pdf,
            "message/rfc822" or "message/global" => AttachmentKind.Message,
            "text/calendar" => AttachmentKind.Calendar,
            "text/vcard" or "text/x-vcard" => AttachmentKind.Contact,
            _ when mediaType.StartsWith("image/", StringComparison.Ordinal) => AttachmentKind.Image,
            _ when mediaType.StartsWith("audio/", StringComparison.Ordinal) => AttachmentKind.Audio,
            _ when mediaType.StartsWith("video/", StringComparison.Ordinal) => AttachmentKind.Video,
            _ when mediaType.StartsWith("text/", StringComparison.Ordinal) => AttachmentKind.Document,
            _ => AttachmentKind.File,
        },
    };
}
