using Webmail.Engine.Reading.Links;
using Webmail.Engine.Reading.Pictures;

namespace Webmail.Engine.Reading.Html;

/// <summary>HTML that may be shown in the reader's frame.</summary>
/// <param name="Body">One <c>div</c> with the content.</param>
/// <param name="Styles">The sender's style sheets, cleaned.</param>
/// <param name="Canvas">The colour of the sender's page, as CSS; null if they gave none.</param>
/// <param name="Dark">What makes it dark.</param>
/// <param name="Remote">What became of pictures from elsewhere.</param>
/// <param name="Marked">Links that may be taken for others.</param>
/// <param name="Direction"><c>ltr</c> or <c>rtl</c> if the document says so.</param>
/// <param name="Language">The document's language tag, if it names one.</param>
/// <param name="IsEmpty">Neither text nor pictures.</param>
internal sealed record CleanHtml(
    string Body, string Styles, string? Canvas, DarkLook Dark, RemoteContent Remote, IReadOnlyDictionary<string, MarkedLink> Marked, string? Direction, string? Language, bool IsEmpty);
