using AngleSharp.Dom;
using Webmail.Engine.Reading.Html;

namespace Webmail.Engine.Reading.Links;

/// <summary>Says at a link of the sender's HTML where it leads: always to the pointer, and beside its text where that says something else; such a one is followed by way of a page that says so.</summary>
internal static class LinkLook
{
    /// <summary>The class of the mark; its word comes from the frame's style sheet, in the person's language.</summary>
    public const string MarkClass = "wm-target";

    /// <summary>
    /// In the element and important, so that no rule of the sender's can hide it (CSS Cascading 4, 6.1). Its colours follow the frame's scheme; were a sender to change that,
    /// text and ground change together. A browser that knows no light-dark() keeps the first ones.
    /// </summary>
    public const string MarkStyle =
        "display:inline-block!important;visibility:visible!important;opacity:1!important;float:none!important;width:auto!important;height:auto!important;"
        + "max-width:100%!important;max-height:none!important;margin:0 0 0 6px!important;padding:0 6px!important;overflow:visible!important;overflow-wrap:anywhere!important;"
        + "white-space:normal!important;text-indent:0!important;text-transform:none!important;text-decoration:none!important;letter-spacing:normal!important;"
        + "unicode-bidi:isolate!important;direction:ltr!important;font:600 13px/20px ui-monospace,Consolas,monospace!important;"
        + "color:#b3271e!important;background:#fbecea!important;color:light-dark(#b3271e,#ff9a90)!important;background:light-dark(#fbecea,#352526)!important;"
        + "border:0!important;border-radius:4px!important";

    /// <summary>Sets the address and title of a link that is otherwise prepared, and returns the mark that it got; null if it needs none.</summary>
    /// <param name="link">The link, with its text.</param>
    /// <param name="written">Where it leads, as <see cref="SafeLink"/> made it.</param>
    /// <param name="marked">Takes in those that get a mark.</param>
    public static IElement? Apply(IElement link, string written, MarkedLinks marked)
    {
        var href = marked.KeepsTracking ? written : TrackingParameters.Strip(written);
        var target = LinkTarget.Of(href, LinkText.Of(link, withHidden: false, out var hasHidden));
        if (target.Warning is null && hasHidden)
            target = LinkTarget.Of(href, LinkText.Of(link, withHidden: true, out _));
        // A title within would be shown in place of ours.
        foreach (var inner in link.ElementsWithin())
            inner.RemoveAttribute("title");
        // At the end, wherever the sender had one: what is cleaned twice is the same.
        link.RemoveAttribute("title");
        link.SetAttribute("title", target.Title);
        link.SetAttribute("href", target.Warning is null ? href : marked.Add(written, target));
        if (target.Warning is null)
            return null;
        var mark = link.Owner!.CreateElement("span");
        mark.ClassName = MarkClass;
        mark.TextContent = target.Warning;
        link.AppendChild(mark);
        return mark;
    }
}
