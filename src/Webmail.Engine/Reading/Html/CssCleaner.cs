using System.Text;
using AngleSharp;
using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;

namespace Webmail.Engine.Reading.Html;

/// <summary>
/// Cleans the CSS of one message. AngleSharp.Css reads it, so escapes, comments and unclosed constructs are resolved
/// before anything is judged; what is written is what the object model says, and only values made of known functions.
/// Not safe for concurrent use: it counts and remembers for one message.
/// </summary>
internal sealed class CssCleaner(bool allowRemote)
{
    /// <summary>Characters of all style sheets of a message. Newsletters carry up to 60,000.</summary>
    private const int MaxSheetCharacters = 250_000;

    /// <summary>Characters of one style attribute, which may hold an embedded picture.</summary>
    private const int MaxInlineCharacters = 100_000;

    /// <summary>Opening brackets in one text. AngleSharp.Css reads calc() and conditions by recursion: about 20,000 fill an 8 MB stack.</summary>
    private const int MaxBrackets = 1_500;

    private static readonly CssParser Parser = new(new CssParserOptions { IsExcludingNesting = true });
    private readonly Dictionary<string, string> inline = new(StringComparer.Ordinal);
    private int sheetCharacters;

    /// <summary>How many pictures were held back.</summary>
    public int Blocked { get; private set; }

    /// <summary>A style attribute's value, cleaned; empty if nothing is left.</summary>
    public string CleanInline(string style)
    {
        // Newsletters repeat a few dozen values a thousand times: parsing each once is what keeps them fast.
        if (inline.TryGetValue(style, out var known))
            return known;
        var cleaned = IsReadable(style, MaxInlineCharacters) && Parser.ParseDeclaration(style) is { } declaration ? Write(declaration) : "";
        inline[style] = cleaned;
        return cleaned;
    }

    /// <summary>A style element's text, cleaned: style rules and media rules with what is allowed in them.</summary>
    public string CleanSheet(string css)
    {
        sheetCharacters += css.Length;
        if (sheetCharacters > MaxSheetCharacters || !IsReadable(css, MaxSheetCharacters))
            return "";
        var cleaned = new StringBuilder();
        foreach (var rule in Parser.ParseStyleSheet(css).Rules)
            WriteRule(rule, cleaned, inMedia: false);
        return cleaned.ToString();
    }

    private static bool IsReadable(string css, int limit) =>
        css.Length <= limit && css.AsSpan().Count('(') <= MaxBrackets && css.AsSpan().Count('[') <= MaxBrackets;

    private void WriteRule(ICssRule rule, StringBuilder target, bool inMedia)
    {
        switch (rule)
        {
            case ICssStyleRule style when CssText.IsHarmlessSelector(style.SelectorText):
                var declarations = Write(style.Style);
                if (declarations.Length > 0)
                    target.Append(style.SelectorText).Append('{').Append(declarations).Append("}\n");
                break;
            // HTML mail is shown on white paper: a sender's dark variant would be light text on it.
            case ICssMediaRule media when !inMedia && CssText.IsHarmlessCondition(media.Media.MediaText)
                && !media.Media.MediaText.Contains("prefers-color-scheme", StringComparison.OrdinalIgnoreCase):
                var start = target.Length;
                target.Append("@media ").Append(media.Media.MediaText).Append('{');
                var empty = target.Length;
                foreach (var child in media.Rules)
                    WriteRule(child, target, inMedia: true);
                if (target.Length == empty)
                    target.Length = start;
                else
                    target.Append("}\n");
                break;
        }
    }

    private string Write(ICssStyleDeclaration declaration)
    {
        var kept = new StringBuilder();
        var whole = true;
        foreach (var property in declaration)
        {
            // A shorthand with var() has longhands without a value; var() is not allowed anyway.
            if (property.Value.Length == 0 || !IsAllowed(property.Name, property.Value))
            {
                whole = false;
                continue;
            }
            kept.Append(property.Name).Append(':').Append(property.Value).Append(property.IsImportant ? "!important;" : ";");
        }
        if (!whole || kept.Length == 0)
            return kept.ToString();
        // All longhands are good, so the shorter spelling of the same is too, if it is made of the same harmless values.
        var shorthand = declaration.ToCss();
        return shorthand.Length < kept.Length && CssText.IsHarmlessValue(shorthand, IsAllowedUrl) ? shorthand : kept.ToString();
    }

    private bool IsAllowed(string name, string value)
    {
        if (!HtmlAllowLists.CssProperties.Contains(name))
            return false;
        // Pulls a box over its neighbours, or out of its frame.
        if (name.StartsWith("margin", StringComparison.OrdinalIgnoreCase) && value.Contains('-', StringComparison.Ordinal))
            return false;
        if (CssText.IsHarmlessValue(value, IsAllowedUrl))
            return true;
        if (!allowRemote && CssText.IsHarmlessValue(value, CssText.IsRemoteImage))
            Blocked++;
        return false;
    }

    private bool IsAllowedUrl(string url) => EmbeddedImage.IsDataUri(url) || (allowRemote && CssText.IsRemoteImage(url));
}
