using System.Diagnostics;
using System.Text;
using AngleSharp.Css;
using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Webmail.Engine.Reading.Html;

/// <summary>
/// Writes what a message's style sheets say into the style attributes of its elements (CSS Cascading 4, 6.1): where it is written on, a
/// sheet has no place, and would reach what others write.
/// </summary>
internal static class StyleInlining
{
    /// <summary>Selectors. Newsletters have up to 400.</summary>
    private const int MaxSelectors = 2_000;

    /// <summary>Characters that all attributes may grow by: what is written here is saved and sent again and again.</summary>
    private const int MaxCharacters = 1_000_000;

    /// <summary>Somebody waits for the editor to open.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(400);

    /// <summary>States that no written text is in.</summary>
    private static readonly string[] States = [":hover", ":active", ":focus", ":visited", ":target", ":checked"];

    private static readonly CssSelectorParser Selectors = new();
    private static readonly CssParser Parser = new(new CssParserOptions { IsExcludingNesting = true });

    /// <summary>Does it, or nothing at all if it would take too long or too much.</summary>
    /// <param name="document">The document; the attributes of its body's elements change.</param>
    /// <param name="sheet">Its style sheets, cleaned. What holds for some widths of a window only is left out.</param>
    public static void Apply(IHtmlDocument document, string sheet)
    {
        if (sheet.Length == 0 || document.Body is not { } body)
            return;
        var started = Stopwatch.GetTimestamp();
        var found = new Dictionary<IElement, List<(Priority Priority, ICssStyleDeclaration Style)>>();
        var elements = body.QuerySelectorAll("*").Prepend(body).ToList();
        var count = 0;
        foreach (var rule in Parser.ParseStyleSheet(sheet).Rules.OfType<ICssStyleRule>())
        {
            foreach (var selector in rule.SelectorText.Split(',').Where(static text => !States.Any(state => text.Contains(state, StringComparison.OrdinalIgnoreCase))))
            {
                // A comma within brackets has cut it: then it is no selector any more, and says nothing.
                if (Selectors.ParseSelector(selector.Trim()) is not { } parsed)
                    continue;
                if (++count > MaxSelectors || Stopwatch.GetElapsedTime(started) > TimeLimit)
                    return;
                foreach (var element in elements.Where(element => parsed.Match(element, null)))
                {
                    if (!found.TryGetValue(element, out var styles))
                        found[element] = styles = [];
                    styles.Add((parsed.Specificity, rule.Style));
                }
            }
        }

        var written = found.ToDictionary(static pair => pair.Key, static pair => Cascade(pair.Value, pair.Key.GetAttribute("style")));
        if (written.Sum(static pair => (long)pair.Value.Length) > MaxCharacters)
            return;
        foreach (var (element, style) in written)
            element.SetAttribute("style", style);
    }

    /// <summary>What comes later counts: rules by their specificity and order, then the attribute, then what is called important.</summary>
    private static string Cascade(List<(Priority Priority, ICssStyleDeclaration Style)> styles, string? attribute)
    {
        var (normal, important) = (new StringBuilder(), new StringBuilder());
        foreach (var (_, style) in styles.OrderBy(static one => one.Priority))
        {
            foreach (var property in style)
                (property.IsImportant ? important : normal).Append(property.Name).Append(':').Append(property.Value).Append(';');
        }

        if (!string.IsNullOrWhiteSpace(attribute))
            normal.Append(attribute).Append(';');
        return normal.Append(important).ToString();
    }
}
