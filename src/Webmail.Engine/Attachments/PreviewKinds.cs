using Webmail.Engine.Reading;

namespace Webmail.Engine.Attachments;

/// <summary>Decides how a file is shown: by its name as long as nothing else is known, then by its content.</summary>
public static class PreviewKinds
{
    private static readonly HashSet<string> Code = new(StringComparer.OrdinalIgnoreCase)
    {
        ".json", ".yml", ".yaml", ".toml", ".ini", ".conf", ".cfg", ".env", ".properties", ".css", ".scss", ".ts", ".tsx", ".jsx", ".cs", ".fs", ".java", ".kt", ".go", ".rs", ".c", ".h",
        ".cc", ".cpp", ".hpp", ".php", ".swift", ".lua", ".r", ".sql", ".tex", ".bib", ".rst", ".diff", ".patch", ".srt", ".vtt", ".sieve", ".asc", ".pem", ".csr", ".gpx", ".kml",
        ".geojson", ".po", ".gitignore", ".editorconfig", ".py", ".rb", ".pl",
    };

    /// <summary>What a file promises to be.</summary>
    public static PreviewKind Expected(AttachmentInfo file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return (Path.GetExtension(file.Name).ToLowerInvariant(), file.Kind) switch
        {
            (".svg" or ".svgz", _) => file.Name.EndsWith('z') ? PreviewKind.None : PreviewKind.Text,
            // No browser of all shows these.
            (".tif" or ".tiff" or ".heic", _) => PreviewKind.None,
            (".csv" or ".tsv", _) => PreviewKind.Table,
            (".txt" or ".md" or ".markdown" or ".log" or ".htm" or ".html" or ".xhtml" or ".xml", _) => PreviewKind.Text,
            (".zip", _) => PreviewKind.Archive,
            (".msg" or ".avi" or ".mkv", _) => PreviewKind.None,
            (_, AttachmentKind.Image or AttachmentKind.Audio or AttachmentKind.Video) when IsOther(file) => PreviewKind.None,
            (_, AttachmentKind.Image) => PreviewKind.Image,
            (_, AttachmentKind.Pdf) => PreviewKind.Pdf,
            (_, AttachmentKind.Audio) => PreviewKind.Audio,
            (_, AttachmentKind.Video) => PreviewKind.Video,
            (_, AttachmentKind.Contact) => PreviewKind.Contact,
            ("", AttachmentKind.Document) => PreviewKind.Text,
            _ when Code.Contains(Path.GetExtension(file.Name)) => PreviewKind.Text,
            _ => PreviewKind.None,
        };
    }

    /// <summary>What it is: the name decides only among those that the content leaves open.</summary>
    /// <param name="file">The file.</param>
    /// <param name="content">What <see cref="FileSignature"/> says; null if it knows nothing.</param>
    public static PreviewKind Of(AttachmentInfo file, string? content)
    {
        var expected = Expected(file);
        return content switch
        {
            null => PreviewKind.None,
            // The reader opens it.
            _ when file.Kind == AttachmentKind.Message => PreviewKind.None,
            "image/png" or "image/jpeg" or "image/gif" or "image/webp" or "image/avif" or "image/bmp" => PreviewKind.Image,
            "application/pdf" => PreviewKind.Pdf,
            "audio/mpeg" or "audio/wav" or "audio/flac" or "audio/mp4" => PreviewKind.Audio,
            // One container for both: the type tells, or the name.
            "video/webm" when file.MediaType.StartsWith("audio/", StringComparison.Ordinal) => PreviewKind.Audio,
            "audio/ogg" or "video/webm" => expected is PreviewKind.Audio or PreviewKind.Video ? expected : content[0] == 'a' ? PreviewKind.Audio : PreviewKind.Video,
            "video/mp4" or "video/quicktime" => expected is PreviewKind.Audio ? PreviewKind.Audio : PreviewKind.Video,
            // Office documents are ZIP files, too; what is in them says nothing to a person.
            "application/zip" => expected == PreviewKind.Archive || file.MediaType is "application/zip" or "application/x-zip-compressed" ? PreviewKind.Archive : PreviewKind.None,
            "text/vcard" => PreviewKind.Contact,
            "text/html" or "image/svg+xml" or "text/xml" => PreviewKind.Text,
            "text/plain" or "text/calendar" => expected is PreviewKind.Table ? expected : PreviewKind.Text,
            FileSignature.Program when IsCode(file.Name) => PreviewKind.Text,
            _ => PreviewKind.None,
        };
    }

    /// <summary>The media type under which the page may have the content itself; null for what it gets as words only.</summary>
    public static string? ServedType(PreviewKind kind, string? content) => kind switch
    {
        PreviewKind.Image or PreviewKind.Audio or PreviewKind.Video or PreviewKind.Pdf => content,
        _ => null,
    };

    /// <summary>A picture, sound or film by its type, of a kind that browsers do not know.</summary>
    private static bool IsOther(AttachmentInfo file) =>
        AttachmentName.KindOf(file.Name, "") is AttachmentKind.File && !EmbeddedImage.IsImageType(file.MediaType)
        && file.MediaType is not ("audio/mpeg" or "audio/mp3" or "audio/mp4" or "audio/x-m4a" or "audio/wav" or "audio/x-wav" or "audio/wave" or "audio/ogg" or "audio/opus" or "audio/flac" or "audio/x-flac" or "audio/webm"
            or "video/mp4" or "video/quicktime" or "video/webm" or "video/ogg");

    /// <summary>True for the names of files that people write in an editor.</summary>
    internal static bool IsCode(string name) => Code.Contains(Path.GetExtension(name));
}
