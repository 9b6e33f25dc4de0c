using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Html.Parser;
using Webmail.Engine.Reading.Links;

namespace Webmail.Fuzzing.Judges;

/// <summary>HTML and CSS in one spelling, so that what says the same is the same: each property by itself, and without the classes that are the program's own.</summary>
internal static class PlainHtml
{
    private static readonly CssParser Css = new(new CssParserOptions { IsExcludingNesting = true });

    /// <summary>The content of a body.</summary>
    public static string Of(string body)
    {
        var document = new HtmlParser().ParseDocument("<!DOCTYPE html><body>" + body);
        // Whether a quotation is folded depends on what stands around it, and is for the eye only.
        foreach (var fold in document.Body!.QuerySelectorAll("details.wm-quote"))
        {
            fold.FirstElementChild?.Remove();
            fold.Replace([.. fold.ChildNodes]);
        }

        foreach (var element in document.Body!.QuerySelectorAll("*"))
        {
            if (element.HasAttribute("class"))
            {
                var classes = element.ClassList.Where(static name => !name.StartsWith("wm-", StringComparison.Ordinal)).ToArray();
                element.ClassName = string.Join(' ', classes);
                if (classes.Length == 0)
                    element.RemoveAttribute("class");
            }

            if (element.GetAttribute("style") is not { } style)
                continue;
            if (Of(Css.ParseDeclaration(style)) is { Length: > 0 } plain)
                element.SetAttribute("style", plain);
            else
                element.RemoveAttribute("style");
        }

        return document.Body!.InnerHtml;
    }

    /// <summary>The content of a body without what was put beside links that lead elsewhere: cleaned again it would be a sender's own.</summary>
    public static string WithoutMarks(string body)
    {
        var document = new HtmlParser().ParseDocument("<!DOCTYPE html><body>" + body);
        foreach (var mark in document.Body!.QuerySelectorAll("." + LinkLook.MarkClass))
            mark.Remove();
        return document.Body!.InnerHtml;
    }

    /// <summary>A style sheet.</summary>
    public static string OfSheet(string css) => string.Join('\n', Css.ParseStyleSheet(css).Rules.Select(Of));

    private static string Of(ICssRule rule) => rule switch
    {
        ICssStyleRule style => $"{style.SelectorText}{{{Of(style.Style)}}}",
        ICssMediaRule media => $"@media {media.Media.MediaText}{{{string.Join('\n', media.Rules.Select(Of))}}}",
        _ => rule.CssText,
    };

    private static string Of(ICssStyleDeclaration? declaration) => declaration is null ? "" : string.Join(';', declaration
        .Select(static property => $"{property.Name}:{property.Value}{(property.IsImportant ? "!important" : "")}").Order(StringComparer.Ordinal));
}
