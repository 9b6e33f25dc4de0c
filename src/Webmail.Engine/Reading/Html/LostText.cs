namespace Webmail.Engine.Reading.Html;

/// <summary>
/// The text of HTML of which nothing is left when it is read by the rules: it stands beside frames that are not shown, or behind a style sheet or title that never ends.
/// </summary>
internal static class LostText
{
    /// <summary>The text, at most <paramref name="limit"/> characters; empty if there is none.</summary>
    public static string Of(string html, int limit)
    {
        var text = HtmlText.Of(WithoutEndless(WithoutEndless(html, "style"), "title"), limit);
        // What is beside frames is a document of its own, which is no markup to whoever shows frames.
        return text.Contains('<', StringComparison.Ordinal) ? HtmlText.Of(text, limit) : text;
    }

    private static string WithoutEndless(string html, string element)
    {
        var start = html.LastIndexOf("<" + element, StringComparison.OrdinalIgnoreCase);
        if (start < 0 || html.IndexOf("</" + element, start, StringComparison.OrdinalIgnoreCase) >= 0)
            return html;
        var end = html.IndexOf('>', start);
        return end < 0 ? html[..start] : html.Remove(start, end + 1 - start);
    }
}
