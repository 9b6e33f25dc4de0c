using Webmail.Engine.Storage;

namespace Webmail.Engine.Submission;

/// <summary>Why a template cannot be kept.</summary>
public enum TemplateFault
{
    /// <summary>It has no name.</summary>
    NameMissing,

    /// <summary>There is nothing in it.</summary>
    Empty,

    /// <summary>There are as many as can be.</summary>
    TooMany,

    /// <summary>It is too large.</summary>
    TooLarge,
}

/// <summary>What templates have to obey before they are kept. What comes from a page is untrusted.</summary>
public static class TemplateRules
{
    /// <summary>More than anybody finds again in a list.</summary>
    public const int MaxTemplates = 50;

    /// <summary>Characters of one template: some twenty pages of text.</summary>
    public const int MaxText = 50_000;

    private const int MaxName = 100;
    private const int MaxSubject = 900;

    /// <summary>Puts one among the others, in the place of the one of the same id if there is one.</summary>
    /// <param name="typed">As it was typed.</param>
    /// <param name="others">What the person has.</param>
    /// <param name="kept">All, with it.</param>
    /// <returns>What is wrong; null if nothing is.</returns>
    public static TemplateFault? Put(MessageTemplate typed, IReadOnlyList<MessageTemplate> others, out IReadOnlyList<MessageTemplate> kept)
    {
        kept = others;
        if (typed.Html.Length > MaxText * 2 || KeptHtml.Clean(typed.Html) is not { Length: <= MaxText } html)
            return TemplateFault.TooLarge;
        var template = typed with { Name = OneLine(typed.Name, MaxName), Subject = OneLine(typed.Subject, MaxSubject), Html = html };
        if (template.Name.Length == 0)
            return TemplateFault.NameMissing;
        if (html.Length == 0)
            return TemplateFault.Empty;
        var at = others.ToList().FindIndex(other => other.Id == typed.Id);
        if (at < 0 && others.Count >= MaxTemplates)
            return TemplateFault.TooMany;
        kept = at < 0 ? [.. others, template] : [.. others.Take(at), template, .. others.Skip(at + 1)];
        return null;
    }

    private static string OneLine(string text, int most)
    {
        var line = new string([.. text.Select(static c => char.IsControl(c) ? ' ' : c)]).Trim();
        return line.Length > most ? line[..most] : line;
    }
}
