using AngleSharp.Dom;

namespace Webmail.Engine.Reading.Html;

/// <summary>
/// Shows the controls of a form as pictures of themselves: what was asked can be read, and nothing can be filled in or sent. A password
/// that is typed into a message has no other use than to be stolen.
/// </summary>
internal static class InertForm
{
    /// <summary>True for what can be filled in or pressed.</summary>
    public static bool IsControl(IElement element) => element.LocalName is "input" or "button" or "select" or "textarea";

    /// <summary>Puts a picture in the place of a control, or nothing where it shows nothing.</summary>
    public static void StandIn(IDocument document, IElement control)
    {
        if (control.LocalName == "button")
        {
            // A button may hold whatever else may stand in a message.
            var shown = Picture(document, "wm-button");
            while (control.FirstChild is { } child)
                shown.AppendChild(child);
            control.Replace(shown);
        }
        else if (Shown(document, control) is { } picture)
            control.Replace(picture);
        else
            control.Remove();
    }

    private static IElement? Shown(IDocument document, IElement control)
    {
        switch (control.LocalName, control.GetAttribute("type")?.Trim().ToLowerInvariant())
        {
            case ("textarea", _):
                return Picture(document, "wm-field", First(control.TextContent, control.GetAttribute("placeholder")));
            case ("select", _):
                return Picture(document, "wm-field", (control.QuerySelector("option[selected]") ?? control.QuerySelector("option"))?.TextContent);
            case (_, "hidden" or "image"):
                return null;
            case (_, "submit" or "button" or "reset"):
                return Picture(document, "wm-button", control.GetAttribute("value"));
            case (_, "checkbox"):
                return document.CreateElementWithText(control.HasAttribute("checked") ? "☑" : "☐");
            case (_, "radio"):
                return document.CreateElementWithText(control.HasAttribute("checked") ? "◉" : "○");
            case (_, "password"):
                return Picture(document, "wm-field", control.GetAttribute("placeholder"));
            default:
                return Picture(document, "wm-field", First(control.GetAttribute("value"), control.GetAttribute("placeholder")));
        }
    }

    private static string? First(string? text, string? other) => string.IsNullOrWhiteSpace(text) ? other : text;

    private static IElement CreateElementWithText(this IDocument document, string text)
    {
        var span = document.CreateElement("span");
        span.TextContent = text;
        return span;
    }

    private static IElement Picture(IDocument document, string look, string? text = null)
    {
        var picture = document.CreateElementWithText(text?.Trim() ?? "");
        picture.ClassName = look;
        return picture;
    }
}
