using Webmail.Engine.Reading;

namespace Webmail.Web.UI.Mail.Reader.Previews;

/// <summary>Icon and colour of kinds of files.</summary>
internal static class AttachmentLook
{
    /// <summary>A name of the icon sprite.</summary>
    public static string Symbol(AttachmentKind kind) => kind switch
    {
        AttachmentKind.Image => "image",
        AttachmentKind.Pdf => "picture_as_pdf",
        AttachmentKind.Document => "description",
        AttachmentKind.Sheet => "table_chart",
        AttachmentKind.Slides => "slideshow",
        AttachmentKind.Archive => "folder_zip",
        AttachmentKind.Audio => "audio_file",
        AttachmentKind.Video => "video_file",
        AttachmentKind.Message => "attach_email",
        AttachmentKind.Calendar => "calendar_month",
        AttachmentKind.Contact => "group",
        AttachmentKind.Program => "warning",
        _ => "draft",
    };

    /// <summary>A class of reader.css; null for the plain one.</summary>
    public static string? Colour(AttachmentKind kind) => kind switch
    {
        AttachmentKind.Pdf or AttachmentKind.Program => "pdf",
        AttachmentKind.Sheet => "xls",
        AttachmentKind.Image or AttachmentKind.Video => "img",
        _ => null,
    };
}
