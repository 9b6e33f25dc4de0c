using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Webmail.Engine.Reading.Html;

/// <summary>
/// Folds the quoted end of a reply into <c>details</c>, which opens without a script. A forwarded message, and a
/// reply written between the quoted lines, stay open: there the quote is what one wants to read.
/// </summary>
internal static partial class QuoteFolding
{
    /// <summary>How mail programs mark what they quote: Gmail, Outlook for Windows, Yahoo, ProtonMail, Thunderbird, Zoho.</summary>
    private static readonly HashSet<string> QuoteClasses = new(StringComparer.Ordinal)
    {
        "gmail_quote", "gmail_quote_container", "OutlookMessageHeader", "yahoo_quoted", "protonmail_quote", "moz-cite-prefix", "moz-forward-container", "zmail_extra",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> QuoteClassNames = QuoteClasses.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The same by their identifiers: Outlook on the web, Roundcube, Samsung.</summary>
    private static readonly HashSet<string> QuoteIds = new(StringComparer.Ordinal) { "appendonsend", "divRplyFwdMsg", "reply-intro", "mail-editor-reference-message-container" };

    /// <summary>Folds it, if there is one.</summary>
    /// <param name="document">Makes the element.</param>
    /// <param name="root">The message.</param>
    /// <param name="elements">Its elements in their order.</param>
    public static void Fold(IHtmlDocument document, IHtmlElement root, IReadOnlyList<IElement> elements)
    {
        if (FindStart(root, elements) is not { } start || start.ParentElement is null || start.Closest("details.wm-quote") is not null)
            return;
        if (!HasTextBefore(start, root) || IsForward(start))
            return;
        var details = document.CreateElement("details");
        details.ClassName = "wm-quote";
        var summary = document.CreateElement("summary");
        details.AppendChild(summary);

        // From the quote on, at each level up, everything that follows goes with it. If something that is not quoted
        // follows (a reply below the quote), only the quote itself is folded, and only if it is long.
        if (IsSelfContained(start) && HasTextAfter(start, root))
        {
            if (start.TextContent.Length < 600)
                return;
            start.Replace(details);
            details.AppendChild(start);
            return;
        }
        start.InsertBefore(details);
        while (details.NextSibling is { } next)
            details.AppendChild(next);
    }

    private static IElement? FindStart(IHtmlElement root, IReadOnlyList<IElement> elements)
    {
        var rules = 0;
        foreach (var element in elements)
        {
            if (IsMarked(element))
                return element;
            // Outlook for Windows: a div with a rule above it, in which the original's header stands.
            if (rules < 50 && element.LocalName == "div" && element.GetAttribute("style") is { } style && style.Contains("border-top", StringComparison.OrdinalIgnoreCase))
            {
                rules++;
                if (style.Contains("#E1E1E1", StringComparison.OrdinalIgnoreCase) || style.Contains("#B5C4DF", StringComparison.OrdinalIgnoreCase))
                    // The rule and header are wrapped in a div of their own; what is quoted follows that one.
                    return element.ParentElement is { } parent && parent != root && parent.Children.Length == 1 ? parent : element;
            }
        }
        return FindIntroduced(elements);
    }

    private static bool IsMarked(IElement element)
    {
        if (element.Attributes.Length == 0)
            return false;
        if (element.Id is { } id && QuoteIds.Contains(id))
            return true;
        if (element.LocalName == "blockquote" && (element.GetAttribute("type") == "cite" || element.ClassList.Contains("quote")))
            return true;
        if (element.ClassName is not { Length: > 0 } classes)
            return false;
        foreach (var one in classes.AsSpan().Split(' '))
        {
            if (QuoteClassNames.Contains(classes.AsSpan(one)))
                return true;
        }
        return false;
    }

    /// <summary>A plain <c>blockquote</c> is a quotation of a message only where "On … she wrote:" stands at its head or before it.</summary>
    private static IElement? FindIntroduced(IReadOnlyList<IElement> elements)
    {
        foreach (var quote in elements.Where(static element => element.LocalName == "blockquote").Take(20))
        {
            var before = quote.PreviousElementSibling;
            if (Introduction().IsMatch(Beginning(quote)))
                return quote;
            if (before is not null && before.TextContent.Length < 300 && Introduction().IsMatch(Beginning(before)))
                return before;
        }
        return null;
    }

    private static string Beginning(IElement element)
    {
        var text = element.TextContent.AsSpan().TrimStart();
        return text[..Math.Min(text.Length, 300)].ToString();
    }

    /// <summary>The element holds the whole quote; of the others only the beginning is marked.</summary>
    private static bool IsSelfContained(IElement start) =>
        start.LocalName == "blockquote" || start.ClassList.Contains("gmail_quote") || start.ClassList.Contains("yahoo_quoted")
        || start.ClassList.Contains("protonmail_quote") || start.ClassList.Contains("gmail_quote_container");

    private static bool IsForward(IElement start) =>
        start.ClassList.Contains("moz-forward-container")
        || (start.QuerySelector(".gmail_attr") ?? start).TextContent.AsSpan().TrimStart().StartsWith("----------");

    private static bool HasTextBefore(IElement start, IElement root)
    {
        for (INode? node = start; node is not null && node != root; node = node.Parent)
        {
            for (var before = node.PreviousSibling; before is not null; before = before.PreviousSibling)
            {
                if (!string.IsNullOrWhiteSpace(before.TextContent))
                    return true;
            }
        }
        return false;
    }

    private static bool HasTextAfter(IElement start, IElement root)
    {
        for (INode? node = start; node is not null && node != root; node = node.Parent)
        {
            for (var after = node.NextSibling; after is not null; after = after.NextSibling)
            {
                if (!string.IsNullOrWhiteSpace(after.TextContent))
                    return true;
            }
        }
        return false;
    }

    [GeneratedRegex(@"\A(On|Am|Le|El|Il|Op|Em|Den)\s[^\n]{0,200}?(wrote|schrieb|écrit|escribió|scritto|schreef|escreveu|skrev)[^\n]{0,120}?:", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Introduction();
}
