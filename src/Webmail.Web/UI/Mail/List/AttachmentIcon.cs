namespace Webmail.Web.UI.Mail.List;

/// <summary>The icon of a file by its name.</summary>
public static class AttachmentIcon
{
    /// <summary>A name of the icon sprite.</summary>
    public static string Of(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".pdf" => "picture_as_pdf",
        ".png" or ".jpg" or ".jpeg" or ".gif" or ".webp" or ".heic" or ".bmp" or ".tif" or ".tiff" => "image",
        ".xls" or ".xlsx" or ".ods" or ".csv" => "table_chart",
        ".zip" or ".gz" or ".7z" or ".rar" or ".tar" => "folder_zip",
        ".ics" => "calendar_month",
        ".eml" => "attach_email",
        ".mp3" or ".wav" or ".m4a" or ".ogg" or ".flac" => "audio_file",
        ".mp4" or ".mov" or ".avi" or ".mkv" or ".webm" => "video_file",
        ".ppt" or ".pptx" or ".odp" => "slideshow",
        ".doc" or ".docx" or ".odt" or ".rtf" or ".txt" => "description",
        _ => "draft",
    };
}
