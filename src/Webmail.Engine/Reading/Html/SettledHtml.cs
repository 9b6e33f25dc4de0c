using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Webmail.Engine.Reading.Html;

/// <summary>
/// Markup that says the same to every parser that reads it. Where an element was taken out, its content can stand where no parser would have
/// put it (a paragraph within a paragraph), and a browser builds another tree than the one that was judged: mutation attacks live on that.
/// </summary>
internal static class SettledHtml
{
    /// <summary>Rounds. Ordinary mail is settled at once, and what has lost elements after one.</summary>
    private const int MaxRounds = 5;

    /// <summary>
    /// Whether what is left of a prepared tree may be read otherwise than it stands: an element will go and leave its content, one was put in by
    /// us (<see cref="QuoteFolding"/>), a line break at the beginning counts once only (<c>pre</c>, WHATWG HTML 13.2.6.4.7), or what stood wrongly
    /// in a table was put before it, so that links or headings stand within each other.
    /// </summary>
    public static bool MayShift(IElement root) => root.ElementsWithin().Exists(static element => element.LocalName switch
    {
        "pre" or "details" => true,
        // What stands for a button holds what the button held (InertForm).
        "span" => element.ClassName == "wm-button",
        "a" => element.Ancestors<IHtmlAnchorElement>().Any(),
        "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => element.ParentElement?.LocalName is "h1" or "h2" or "h3" or "h4" or "h5" or "h6",
        var name => !HtmlAllowLists.Elements.Contains(name),
    });

    /// <summary>Reads and writes markup until that changes nothing. Only where its elements stand changes: it has no others than before, or a table's own.</summary>
    /// <param name="markup">The content of a body, cleaned.</param>
    /// <param name="mayShift">What <see cref="MayShift"/> said of it.</param>
    /// <param name="finish">What is done to the tree that it settled into, and whether that changed anything.</param>
    /// <exception cref="HtmlTooComplexException">It does not settle.</exception>
    public static string Of(string markup, bool mayShift, Func<IElement, bool> finish)
    {
        // A parser makes line feeds of carriage returns (WHATWG HTML 13.2.3.5), and here one was written as a character reference.
        if (markup.Contains('\r', StringComparison.Ordinal))
            markup = markup.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        for (var round = 0; mayShift; round++)
        {
            if (round == MaxRounds)
                throw new HtmlTooComplexException("mutation");
            using var document = BoundedHtmlParser.Parse(markup);
            var again = document.Body!.InnerHtml;
            mayShift = !string.Equals(again, markup, StringComparison.Ordinal);
            markup = !mayShift && finish(document.Body) ? document.Body.InnerHtml : again;
        }
        return markup;
    }
}
