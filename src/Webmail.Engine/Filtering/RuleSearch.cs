using System.Text;
using MailKit.Search;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Filtering;

/// <summary>
/// The SEARCH (RFC 9051 6.4.4) that finds every message a condition can be for. IMAP looks for a text in another whatever its case, and
/// servers call more letters the same than Sieve does; so as a rule it finds some more, which the evaluator then looks at.
/// </summary>
/// <param name="Query">The search.</param>
/// <param name="IsExact">It finds no others: nothing has to be fetched.</param>
internal sealed record RuleSearch(SearchQuery Query, bool IsExact)
{
    // Servers parse OR by recursion; a list of hundreds of senders is looked at here instead.
    private const int MostTexts = 40;

    /// <summary>The search of a condition; null: nothing of it can be said by one.</summary>
    public static RuleSearch? For(FilterTest.Group condition)
    {
        var left = MostTexts;
        var found = Of(condition, ref left);
        return left < 0 ? null : found;
    }

    private static RuleSearch? Of(FilterTest test, ref int left)
    {
        var plain = test switch
        {
            FilterTest.Group group => Together(group, ref left),
            FilterTest.Size { IsOver: true } size => new RuleSearch(SearchQuery.LargerThan((int)size.Octets), true),
            FilterTest.Size size => new RuleSearch(SearchQuery.SmallerThan((int)size.Octets), true),
            FilterTest.Header header => Fields(header.Names, header.Match, ref left),
            FilterTest.Address address => Fields(address.Headers, address.Match, ref left),
            FilterTest.Exists exists => Exist(exists.Names, ref left),
            FilterTest.Body body => Body(body.Match, ref left),
            _ => null,
        };
        if (!test.IsNegated)
            return plain;
        // What finds too many leaves too few when it is turned round.
        return plain is { IsExact: true } ? plain with { Query = SearchQuery.Not(plain.Query) } : null;
    }

    private static RuleSearch? Together(FilterTest.Group group, ref int left)
    {
        if (group.Tests.IsEmpty)
            return new RuleSearch(SearchQuery.All, true);
        var inner = new List<RuleSearch?>();
        foreach (var test in group.Tests)
            inner.Add(Of(test, ref left));
        var known = inner.OfType<RuleSearch>().ToList();
        var areAllKnown = known.Count == inner.Count;
        var areAllExact = areAllKnown && known.TrueForAll(search => search.IsExact);
        return group.Mode switch
        {
            GroupMode.All when known.Count > 0 => new RuleSearch(known.Select(search => search.Query).Aggregate((one, other) => one.And(other)), areAllExact),
            GroupMode.Any when areAllKnown => new RuleSearch(known.Select(search => search.Query).Aggregate((one, other) => one.Or(other)), areAllExact),
            GroupMode.None when areAllExact => new RuleSearch(SearchQuery.Not(known.Select(search => search.Query).Aggregate((one, other) => one.Or(other))), true),
            _ => null,
        };
    }

    private static RuleSearch? Fields(IReadOnlyCollection<string> names, TextMatch match, ref int left)
    {
        // In a header everything but blanks stands as it is: they may be where a line was folded. Quotes and backslashes may stand before an escaped one.
        var pieces = match.Keys.Select(key => Piece(match.Kind, key, static c => c is > ' ' and < '\x7f' and not ('"' or '\\'))).ToList();
        return !names.All(RuleNeeds.IsAtom) ? null : AnyOf(names.SelectMany(name => pieces.Select(piece => piece is null ? null : SearchQuery.HeaderContains(name, piece))), ref left);
    }

    private static RuleSearch? Body(TextMatch match, ref int left)
    {
        // In HTML, words are what stands between tags, and characters that are neither letters of ASCII nor digits may be written as references.
        var pieces = match.Keys.Select(key => Piece(match.Kind, key, char.IsAsciiLetterOrDigit));
        return AnyOf(pieces.Select(piece => piece is null ? null : SearchQuery.BodyContains(piece)), ref left);
    }

    private static RuleSearch? Exist(IReadOnlyCollection<string> names, ref int left)
    {
        if (!names.All(RuleNeeds.IsAtom))
            return null;
        left -= names.Count;
        // RFC 9051 6.4.4: without a text it is the field that counts.
        return new RuleSearch(names.Select(name => (SearchQuery)SearchQuery.HeaderContains(name, "")).Aggregate((one, other) => one.And(other)), false);
    }

    private static RuleSearch? AnyOf(IEnumerable<SearchQuery?> queries, ref int left)
    {
        var all = queries.ToList();
        left -= all.Count;
        return all.Contains(null) || all.Count == 0 ? null : new RuleSearch(all.OfType<SearchQuery>().Aggregate((one, other) => one.Or(other)), false);
    }

    /// <summary>The longest piece of a key that is in every text it matches, in characters that every server takes (no CHARSET) and compares alike.</summary>
    private static string? Piece(MatchKind kind, string key, Func<char, bool> counts)
    {
        if (kind == MatchKind.Regex)
            return null;
        var (longest, run) = ("", new StringBuilder());
        for (var i = 0; i <= key.Length; i++)
        {
            var isLiteral = i < key.Length;
            if (isLiteral && kind == MatchKind.Matches)
            {
                isLiteral = key[i] is not ('*' or '?');
                if (key[i] == '\\' && i + 1 < key.Length)
                    i++;
            }

            if (isLiteral && counts(key[i]))
            {
                run.Append(key[i]);
                continue;
            }

            if (run.Length > longest.Length)
                longest = run.ToString();
            run.Clear();
        }

        return longest.Length == 0 ? null : longest;
    }
}
