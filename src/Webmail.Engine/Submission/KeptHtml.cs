using Webmail.Engine.Reading.Html;

namespace Webmail.Engine.Submission;

/// <summary>HTML that a person keeps to put it into messages: a signature, a template. Cleaned when it is kept, and again with every message.</summary>
public static class KeptHtml
{
    /// <summary>Cleans it as all that goes into the editor. Pictures are <c>data:</c> addresses.</summary>
    /// <returns>The content of a body, empty if nothing can be seen of it; null if it is beyond the limits of size, elements or depth.</returns>
    public static string? Clean(string html)
    {
        try
        {
            var clean = HtmlCleaner.CleanForWriting(html, HtmlUse.Editing, static _ => null).Trim();
            return TextOf(clean).Length > 0 || clean.Contains("<img", StringComparison.Ordinal) ? clean : "";
        }
        catch (HtmlTooComplexException)
        {
            return null;
        }
    }

    /// <summary>Its text.</summary>
    public static string TextOf(string html) => HtmlText.Of(html, html.Length).Trim();
}
