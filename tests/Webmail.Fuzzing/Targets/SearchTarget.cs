using System.Text;
using Webmail.Engine.Mirror;
using Webmail.Engine.Search;

namespace Webmail.Fuzzing.Targets;

/// <summary>What a person types into the search box: no character of a word is lost, none is made up, and a query comes of it always.</summary>
internal sealed class SearchTarget : FuzzTarget
{
    public override string Name => "search";

    public override void Check(byte[] input) => Check(Encoding.UTF8.GetString(input));

    /// <summary>Tries one text.</summary>
    public static void Check(string text)
    {
        var words = MailboxSearch.Words(text).ToList();
        foreach (var word in words)
            Demand(string.IsNullOrWhiteSpace(word) || word.Contains('"', StringComparison.Ordinal) ? $"the word “{word}”" : null, "words");
        DemandSame(Letters(text), Letters(string.Concat(words)), "the letters of the words");

        var quoted = string.Join(' ', words.Select(static word => $"\"{word}\""));
        Demand(words.SequenceEqual(MailboxSearch.Words(quoted)) ? null : quoted, "words in quotes");
        foreach (var inText in (bool[])[false, true])
            Demand(MailboxSearch.Query(new ListingQuery(Text: text, InText: inText)) is null ? "no query" : null, "query");
    }

    private static string Letters(string text) => string.Concat(text.Where(static c => c != '"' && !char.IsWhiteSpace(c)));
}
