using System.Text.RegularExpressions;

namespace Webmail.Engine.Reading.Html;

/// <summary>
/// Holds a sender's rules to the message: the frame's own <c>html</c> and <c>body</c> have our margins and measure. What is said of them
/// is said of the <c>div</c> that stands for the sender's body.
/// </summary>
internal static partial class BodySelector
{
    /// <summary>The selector with the body's stand-in; it weighs nothing, as little as an element's name.</summary>
    /// <param name="selector">A list of selectors.</param>
    /// <param name="isBody">Whether one of them is the body or the document itself, whose background is the page's.</param>
    public static string Hold(string selector, out bool isBody)
    {
        isBody = false;
        // A comma in brackets or quotes belongs to one selector: such lists are rare, and none of them is about the body.
        if (selector.AsSpan().ContainsAny('(', '[') || !selector.Contains("body", StringComparison.OrdinalIgnoreCase) && !selector.Contains("html", StringComparison.OrdinalIgnoreCase))
            return selector;
        var parts = selector.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            var held = Body().Replace(parts[i], ":where(.wm-mail)", 1);
            isBody |= held == ":where(.wm-mail)";
            parts[i] = held;
        }
        return string.Join(", ", parts);
    }

    [GeneratedRegex(@"\A(?:html\s*(?:>\s*)?body|html|body)(?![\w\\-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Body();
}
