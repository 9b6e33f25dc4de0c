using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Mailboxes;
using Webmail.Web.UI.Shell;

namespace Webmail.Web.UI.Filters.Sentences;

/// <summary>What sentences about rules are put together from, in the person's language.</summary>
/// <param name="texts">Words of filters.</param>
/// <param name="mailTexts">Names of special-use mailboxes.</param>
/// <param name="tree">The mailboxes; one that is not in it is called by its name.</param>
public sealed partial class SentenceWords(IStringLocalizer<Resources.Filters> texts, IStringLocalizer<Resources.Mail> mailTexts, MailboxTree tree)
{
    // A sentence is read at a glance: what is longer is in the fields below it.
    private const int MostValues = 4, LongestValue = 60;

    /// <summary>A text of its own.</summary>
    public string this[string key] => texts[key];

    /// <summary>A mailbox as a person calls it.</summary>
    public string Mailbox(string name) => tree.Find(name) is { } box ? MailboxNames.PathOf(box, mailTexts)
        : name.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? mailTexts[$"SpecialUse_{SpecialUse.Inbox}"] : name;

    /// <summary>The mailbox of a use.</summary>
    public string Mailbox(SpecialUse use) => mailTexts[$"SpecialUse_{use}"];

    /// <summary>What a mailbox is for.</summary>
    public SpecialUse UseOf(string name) => tree.Find(name)?.SpecialUse ?? SpecialUse.None;

    /// <summary>A template of the resources with parts at its places.</summary>
    public IReadOnlyList<SentencePart> Fill(string key, params IReadOnlyList<SentencePart>[] places)
    {
        var parts = new List<SentencePart>();
        string template = texts[key];
        var at = 0;
        foreach (Match place in Place().Matches(template))
        {
            Add(template[at..place.Index]);
            parts.AddRange(places[place.ValueSpan[1] - '0']);
            at = place.Index + place.Length;
        }

        Add(template[at..]);
        return parts;

        void Add(string words)
        {
            if (words.Length > 0)
                parts.Add(new SentencePart(words));
        }
    }

    /// <summary>Several phrases as one: A, B and C.</summary>
    /// <param name="phrases">The phrases; at least one.</param>
    /// <param name="last">The key of what stands before the last one.</param>
    public IReadOnlyList<SentencePart> Join(IReadOnlyList<IReadOnlyList<SentencePart>> phrases, string last)
    {
        var parts = new List<SentencePart>();
        for (var i = 0; i < phrases.Count; i++)
        {
            if (i > 0)
                parts.Add(new SentencePart(texts[i == phrases.Count - 1 ? last : "List_Comma"]));
            parts.AddRange(phrases[i]);
        }

        return parts;
    }

    /// <summary>Texts of a person in quotation marks: “A”, “B” or “C”.</summary>
    public string Values(IReadOnlyList<string> values, string last = "List_Or") =>
        values.Count == 0 ? texts["Sentence_Missing"] : Listed([.. values.Take(MostValues).Select(Quote)], values.Count - MostValues, last);

    /// <summary>Words that need no quotation marks.</summary>
    public string Plain(IReadOnlyList<string> values, string last = "List_Or") =>
        values.Count == 0 ? texts["Sentence_Missing"] : Listed([.. values.Take(MostValues)], values.Count - MostValues, last);

    /// <summary>How long, such as "7 days".</summary>
    public string Span(TimeSpan span)
    {
        var (unit, number) = span switch
        {
            { TotalDays: >= 1 } when span.TotalDays == Math.Floor(span.TotalDays) => ("Days", span.TotalDays),
            { TotalHours: >= 1 } when span.TotalHours == Math.Floor(span.TotalHours) => ("Hours", span.TotalHours),
            { TotalMinutes: >= 1 } when span.TotalMinutes == Math.Floor(span.TotalMinutes) => ("Minutes", span.TotalMinutes),
            _ => ("Seconds", span.TotalSeconds),
        };
        return number == 1 ? texts[$"Span_{unit}_One"] : texts[$"Span_{unit}_Many", number.ToString("N0", CultureInfo.CurrentCulture)];
    }

    private string Listed(IReadOnlyList<string> shown, int more, string last)
    {
        List<string> all = [.. shown];
        if (more > 0)
            all.Add(more == 1 ? texts["List_More_One"] : texts["List_More_Many", more]);
        return all is [var only] ? only : string.Join(texts["List_Comma"], all.SkipLast(1)) + texts[last] + all[^1];
    }

    private string Quote(string value)
    {
        if (value.Length == 0)
            return texts["Sentence_Missing"];
        var text = Breaks().Replace(value, " ");
        // Never half a character.
        var end = text.Length <= LongestValue ? text.Length : char.IsHighSurrogate(text[LongestValue - 1]) ? LongestValue - 1 : LongestValue;
        return texts["Quoted", end < text.Length ? text[..end] + "…" : text];
    }

    [GeneratedRegex(@"\{[0-9]\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Breaks();
}
