using Webmail.Engine.Reading;

namespace Webmail.Engine.Attachments;

/// <summary>A file as the page shows it.</summary>
/// <param name="File">The file as it is listed.</param>
/// <param name="Warning">What is to be said of it.</param>
/// <param name="Content">Its media type by content; null if that is not known.</param>
/// <param name="Body">What is shown.</param>
public sealed record FilePreview(AttachmentInfo File, AttachmentWarning Warning, string? Content, PreviewBody Body);
