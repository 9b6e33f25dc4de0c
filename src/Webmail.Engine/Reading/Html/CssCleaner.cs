using System.Buffers;
using System.Globalization;
using System.Text;
using AngleSharp;
using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using Webmail.Engine.Reading.Pictures;

namespace Webmail.Engine.Reading.Html;

/// <summary>
/// Cleans the CSS of one message. AngleSharp.Css reads it, so escapes, comments and unclosed constructs are resolved
/// before anything is judged; what is written is what the object model says, and only values made of known functions.
/// Not safe for concurrent use: it counts and remembers for one message.
/// </summary>
internal sealed class CssCleaner(RemoteContent remote, HtmlUse use = HtmlUse.Reading, int section = 0)
{
    /// <summary>Characters of all style sheets of a message. Newsletters carry up to 60,000.</summary>
    private const int MaxSheetCharacters = 250_000;

    /// <summary>Characters of one style attribute, which may hold an embedded picture.</summary>
    private const int MaxInlineCharacters = 100_000;

    /// <summary>Opening brackets in one text. AngleSharp.Css reads calc() and conditions by recursion: about 20,000 fill an 8 MB stack.</summary>
    private const int MaxBrackets = 1_500;

    /// <summary>Characters after which a selector says more than one class.</summary>
    private static readonly SearchValues<char> SelectorEnds = SearchValues.Create(" >+~:[");

    private static readonly CssParser Parser = new(new CssParserOptions { IsExcludingNesting = true });
    private readonly Dictionary<string, CleanStyle> inline = new(StringComparer.Ordinal);
    private int sheetCharacters;

    /// <summary>The background of the sender's page, as <c>rgb()</c>; null if they gave none.</summary>
    public string? Canvas { get; private set; }

    /// <summary>Classes whose elements are hidden in windows of any size, such as the words for the list of messages.</summary>
    public HashSet<string> HiddenClasses { get; } = new(StringComparer.Ordinal);

    /// <summary>What makes the message dark; grows with what is cleaned.</summary>
    public DarkSheet Dark { get; } = new(section == 0 ? "wm-k" : string.Create(CultureInfo.InvariantCulture, $"wm-k{section}-"));

    /// <summary>A style attribute's value, cleaned; empty if nothing is left.</summary>
    public CleanStyle CleanInline(string style)
    {
        // Newsletters repeat a few dozen values a thousand times: parsing each once is what keeps them fast.
        if (inline.TryGetValue(style, out var known))
            return known;
        var cleaned = IsReadable(style, MaxInlineCharacters) && Parser.ParseDeclaration(style) is { } declaration ? Write(declaration, isInline: true) : CleanStyle.None;
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
            WriteRule(rule, cleaned, MediaScope.All);
        return cleaned.ToString();
    }

    /// <summary>The style attribute of the sender's body: its background is the page's.</summary>
    public void ReadCanvas(string style)
    {
        if (IsReadable(style, MaxInlineCharacters) && Parser.ParseDeclaration(style) is { } declaration)
            SetCanvas(declaration, isDark: false);
    }

    private void SetCanvas(ICssStyleDeclaration declaration, bool isDark)
    {
        var value = declaration.GetPropertyValue("background-color");
        if (!DarkPalette.IsOpaque(value))
            return;
        if (isDark)
            Dark.OwnCanvas = value;
        else
            Canvas = value;
    }

    private static bool IsReadable(string css, int limit) =>
        css.Length <= limit && css.AsSpan().Count('(') <= MaxBrackets && css.AsSpan().Count('[') <= MaxBrackets;

    private void WriteRule(ICssRule rule, StringBuilder target, MediaScope scope)
    {
        switch (rule)
        {
            case ICssStyleRule style when CssText.IsHarmlessSelector(style.SelectorText):
                var declarations = Write(style.Style, isInline: false);
                if (declarations.Text.Length == 0)
                    break;
                var isBody = false;
                var selector = use == HtmlUse.Reading ? BodySelector.Hold(style.SelectorText, out isBody) : style.SelectorText;
                if (isBody && scope.Condition is null)
                    SetCanvas(style.Style, scope.IsDark);
                if (scope == MediaScope.All && style.Style.GetPropertyValue("display") == "none")
                    HiddenClasses.UnionWith(selector.Split(',', StringSplitOptions.TrimEntries).Where(static one => one.LastIndexOf('.') == 0 && one.AsSpan().IndexOfAny(SelectorEnds) < 0).Select(static one => one[1..]));
                if (scope.IsDark)
                {
                    Dark.AddOwn(selector, declarations.Text, scope.Condition);
                    break;
                }
                target.Append(selector).Append('{').Append(declarations.Text).Append("}\n");
                Dark.AddRule(selector, declarations.Dark, scope.Condition);
                break;
            case ICssMediaRule media when scope == MediaScope.All && MediaScope.Of(media.Media.MediaText) is { } inner:
                var start = target.Length;
                if (inner.Condition is not null)
                    target.Append("@media ").Append(inner.Condition).Append('{');
                var empty = target.Length;
                foreach (var child in media.Rules)
                    WriteRule(child, target, inner);
                if (target.Length == empty)
                    target.Length = start;
                else if (inner.Condition is not null)
                    target.Append("}\n");
                break;
        }
    }

    private CleanStyle Write(ICssStyleDeclaration declaration, bool isInline)
    {
        StringBuilder kept = new(), raised = new();
        DarkDeclarations dark = new(), darkRaised = new();
        var whole = true;
        foreach (var property in declaration)
        {
            // The value is written anew each time that it is asked for.
            var (name, given, isImportant) = (property.Name, property.Value, property.IsImportant);
            // A shorthand with var() has longhands without a value; var() is not allowed anyway.
            if (given.Length == 0 || !IsAllowed(name, given, isInline ? declaration : null, out var value))
            {
                whole = false;
                continue;
            }
            var isColour = use == HtmlUse.Reading && DarkDeclarations.Concerns(name);
            if (isInline && isImportant && isColour)
            {
                whole = false;
                raised.Append(name).Append(':').Append(value).Append("!important;");
                darkRaised.Add(name, value, isImportant: true);
                isImportant = false;
            }
            kept.Append(name).Append(':').Append(value).Append(isImportant ? "!important;" : ";");
            if (isColour)
                dark.Add(name, value, isImportant);
        }
        var text = whole ? Shortest(declaration, kept) : kept.ToString();
        return new CleanStyle(text, dark.Write(), raised.ToString(), darkRaised.Write()) { Width = isInline ? WideBox.WidthOf(text) : 0, Hides = isInline && Unseen.Hides(text) };
    }

    /// <summary>All longhands are good, so the shorter spelling of the same is too, if it is made of the same harmless values.</summary>
    private string Shortest(ICssStyleDeclaration declaration, StringBuilder longhands)
    {
        if (longhands.Length == 0)
            return "";
        var shorthand = remote.InCss(declaration.ToCss());
        return shorthand.Length < longhands.Length && CssText.IsHarmlessValue(shorthand, IsAllowedUrl) ? shorthand : longhands.ToString();
    }

    private bool IsAllowed(string name, string given, ICssStyleDeclaration? inline, out string value)
    {
        value = given;
        if (!HtmlAllowLists.CssProperties.Contains(name))
            return false;
        // Pulls a box over its neighbours, or out of its frame.
        if (name.StartsWith("margin", StringComparison.OrdinalIgnoreCase) && value.Contains('-', StringComparison.Ordinal))
            return false;
        // What will not be shown anyway is not counted as held back.
        if (given.Contains("url(", StringComparison.OrdinalIgnoreCase) && CssText.IsHarmlessValue(given, static url => EmbeddedImage.IsDataUri(url) || CssText.IsRemoteImage(url)))
            value = remote.InCss(given, isPixel: inline is not null && IsUnseen(inline.CssText));
        return CssText.IsHarmlessValue(value, IsAllowedUrl);
    }

    /// <summary>A picture behind what nobody sees is there to be asked for. In a sheet another rule may show it.</summary>
    private static bool IsUnseen(string style) => Unseen.Hides(style) || Unseen.IsSpeck(style);

    private bool IsAllowedUrl(string url) => EmbeddedImage.IsDataUri(url) || remote.IsOwn(url);
}
