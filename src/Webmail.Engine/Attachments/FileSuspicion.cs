using System.Buffers;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Attachments;

/// <summary>Finds what a file's name hides.</summary>
public static class FileSuspicion
{
    // Unicode Standard Annex 9, 2: embeddings, overrides and isolates. Names in Arabic or Hebrew need none of them.
    private static readonly SearchValues<char> Turning = SearchValues.Create("\u202a\u202b\u202d\u202e\u2066\u2067\u2068");

    /// <summary>By the name alone, which costs nothing.</summary>
    /// <param name="sentName">The name as it was sent.</param>
    /// <param name="file">The file as it is listed.</param>
    public static AttachmentWarning OfName(string sentName, AttachmentInfo file)
    {
        ArgumentNullException.ThrowIfNull(sentName);
        ArgumentNullException.ThrowIfNull(file);
        var turns = sentName.AsSpan().IndexOfAny(Turning) >= 0;
        if (file.Kind == AttachmentKind.Program)
            return turns || LooksLikeAnother(file.Name) ? AttachmentWarning.HiddenProgram : AttachmentWarning.Program;
        if (turns)
            return AttachmentWarning.TurnedName;
        return Path.GetExtension(file.Name).ToLowerInvariant() switch
        {
            ".htm" or ".html" or ".xhtml" or ".xht" or ".shtml" or ".mht" or ".mhtml" or ".svg" or ".svgz" or ".xml" or ".xsl" or ".xslt" => AttachmentWarning.WebPage,
            ".docm" or ".dotm" or ".xlsm" or ".xltm" or ".xlam" or ".xlsb" or ".pptm" or ".potm" or ".ppam" or ".ppsm" => AttachmentWarning.Macros,
            _ => AttachmentWarning.None,
        };
    }

    /// <summary>By name and content.</summary>
    /// <param name="sentName">The name as it was sent.</param>
    /// <param name="file">The file as it is listed.</param>
    /// <param name="content">What <see cref="FileSignature"/> says; null if it knows nothing.</param>
    public static AttachmentWarning Of(string sentName, AttachmentInfo file, string? content)
    {
        var byName = OfName(sentName, file);
        var byContent = OfContent(file, content);
        return byContent > byName ? byContent : byName;
    }

    private static AttachmentWarning OfContent(AttachmentInfo file, string? content)
    {
        if (content is null || file.Kind == AttachmentKind.Program)
            return AttachmentWarning.None;
        // Scripts for people who read them are called what they are: run.py, configure.
        if (content == FileSignature.Program)
            return file.Kind is AttachmentKind.File && Path.GetExtension(file.Name).Length == 0 ? AttachmentWarning.Program : IsCode(file.Name) ? AttachmentWarning.None : AttachmentWarning.HiddenProgram;
        if (content is "text/html" or "image/svg+xml")
            return OfName("", file) == AttachmentWarning.WebPage || file.Kind == AttachmentKind.File || IsCode(file.Name) ? AttachmentWarning.WebPage : AttachmentWarning.OtherContent;
        var kind = AttachmentName.KindOf("", content);
        var isOther = file.Kind switch
        {
            AttachmentKind.Image or AttachmentKind.Audio or AttachmentKind.Video => kind != file.Kind && !(IsSoundOrFilm(kind) && IsSoundOrFilm(file.Kind)),
            AttachmentKind.Pdf => content != "application/pdf",
            // Programs write tables and texts into all kinds of containers; a picture or a film is none of them.
            AttachmentKind.Document or AttachmentKind.Sheet or AttachmentKind.Slides => kind is AttachmentKind.Image or AttachmentKind.Audio or AttachmentKind.Video,
            AttachmentKind.Archive => kind is AttachmentKind.Image or AttachmentKind.Audio or AttachmentKind.Video or AttachmentKind.Pdf or AttachmentKind.Document,
            _ => false,
        };
        return isOther ? AttachmentWarning.OtherContent : AttachmentWarning.None;
    }

    /// <summary>The end that counts stands behind another one, or behind so many blanks that it is not seen.</summary>
    private static bool LooksLikeAnother(string name)
    {
        var stem = Path.GetFileNameWithoutExtension(name);
        var inner = Path.GetExtension(stem.TrimEnd());
        return stem.Contains("    ", StringComparison.Ordinal)
            || (inner.Length > 1 && AttachmentName.KindOf(stem.TrimEnd(), "") is not (AttachmentKind.File or AttachmentKind.Program));
    }

    private static bool IsSoundOrFilm(AttachmentKind kind) => kind is AttachmentKind.Audio or AttachmentKind.Video;

    private static bool IsCode(string name) => PreviewKinds.IsCode(name);
}
