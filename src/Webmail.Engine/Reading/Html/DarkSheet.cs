using System.Globalization;
using System.Text;
using AngleSharp.Dom;

namespace Webmail.Engine.Reading.Html;

/// <summary>
/// The style sheet that makes a message dark. The message itself is the same in both: elements with colours of their own carry a class
/// here, and the sender's rules are repeated with other colours. So a message is cleaned once, and light and dark are one switch.
/// </summary>
/// <param name="prefix">Begins the names of its classes: a message may have several HTML texts in one page.</param>
internal sealed class DarkSheet(string prefix)
{
    private readonly Dictionary<string, string> classes = new(StringComparer.Ordinal);
    private readonly StringBuilder hints = new(), inline = new(), rules = new(), raised = new(), lightRaised = new(), own = new();

    /// <summary>True if the sender wrote backgrounds for dark pages: then theirs count, and none is made up.</summary>
    public bool HasOwn { get; private set; }

    /// <summary>The background that the sender gave the page when it is dark; null if none.</summary>
    public string? OwnCanvas { get; set; }

    /// <summary>The sender's rules for dark pages.</summary>
    public string Own => own.ToString();

    /// <summary>What belongs to the message on light paper, too (<see cref="CleanStyle.Raised"/>).</summary>
    public string Raised => lightRaised.ToString();

    /// <summary>
    /// The whole, in the order of the cascade: what HTML's own attributes say, what style attributes say (important, but outdone by any
    /// important rule), what the sender's sheets say, what style attributes call important.
    /// </summary>
    public override string ToString() => string.Concat(hints, inline, rules, own, raised);

    /// <summary>Repeats a rule of the sender's.</summary>
    public void AddRule(string selector, string dark, string? media)
    {
        if (dark.Length > 0)
            Append(rules, selector, dark, media);
    }

    /// <summary>Keeps a rule that the sender wrote for dark pages, as it is.</summary>
    public void AddOwn(string selector, string declarations, string? media)
    {
        HasOwn |= declarations.Contains("background", StringComparison.Ordinal);
        Append(own, selector, declarations, media);
    }

    /// <summary>Gives an element its class, if it has colours.</summary>
    /// <param name="element">The element; its class attribute grows.</param>
    /// <param name="style">Its cleaned style.</param>
    /// <param name="hint">What its attributes of HTML say, as it is on a dark page.</param>
    public void Mark(IElement element, CleanStyle style, string hint)
    {
        if (style.Dark.Length + style.Raised.Length + hint.Length == 0)
            return;
        var key = string.Concat(hint, "|", style.Dark, "|", style.Raised);
        if (!classes.TryGetValue(key, out var name))
        {
            classes[key] = name = string.Create(CultureInfo.InvariantCulture, $"{prefix}{classes.Count}");
            if (hint.Length > 0)
                Append(hints, $":where(.{name})", hint, null);
            if (style.Dark.Length > 0)
                Append(inline, $":where(.{name})", style.Dark.Replace(";", "!important;", StringComparison.Ordinal), null);
            if (style.Raised.Length > 0)
            {
                Append(lightRaised, $".{name}.{name}.{name}", style.Raised, null);
                Append(raised, $".{name}.{name}.{name}", style.DarkRaised, null);
            }
        }
        // What is cleaned once more has these classes already; a sender's own would mean nothing good.
        var others = element.GetAttribute("class") is { Length: > 0 } had ? had.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(static one => !one.StartsWith("wm-k", StringComparison.Ordinal)) : [];
        element.SetAttribute("class", string.Join(' ', others.Append(name)));
    }

    private static void Append(StringBuilder target, string selector, string declarations, string? media)
    {
        if (media is not null)
            target.Append("@media ").Append(media).Append('{');
        target.Append(selector).Append('{').Append(declarations).Append('}');
        target.Append(media is null ? "\n" : "}\n");
    }
}
