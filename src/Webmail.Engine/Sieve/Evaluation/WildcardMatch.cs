namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>
/// The match type <c>:matches</c> (RFC 5228 2.7.1), with what each wildcard stood for (RFC 5229 3.2: as little as possible). Only the last
/// star is ever tried again, so that the time grows with the product of both lengths at most.
/// </summary>
internal static class WildcardMatch
{
    /// <summary>What all and each wildcard stood for; null: it does not match.</summary>
    /// <param name="pattern">With * and ?; folded like <paramref name="value"/>.</param>
    /// <param name="value">The text, folded by the comparator.</param>
    /// <param name="original">The same text, not folded: it is what the wildcards stood for.</param>
    /// <param name="limit">Checked on the way.</param>
    public static IReadOnlyList<string>? Find(string pattern, string value, string original, EvaluationLimit limit)
    {
        var tokens = Tokens(pattern);
        var starts = new int[tokens.Count + 1];
        var (at, token, star, starEnd) = (0, 0, -1, 0);
        while (at < value.Length || token < tokens.Count)
        {
            limit.Step();
            if (token < tokens.Count)
            {
                starts[token] = at;
                if (tokens[token] is null)
                {
                    (star, starEnd) = (token++, at);
                    continue;
                }

                if (at < value.Length && (tokens[token] is '\0' || tokens[token] == value[at]))
                {
                    // A ? stands for a whole character.
                    at += tokens[token] is '\0' && char.IsHighSurrogate(value[at]) && at + 1 < value.Length ? 2 : 1;
                    token++;
                    continue;
                }
            }

            if (star < 0 || starEnd >= value.Length)
                return null;
            (at, token) = (++starEnd, star + 1);
        }

        starts[tokens.Count] = value.Length;
        var found = new List<string> { original };
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i] is null or '\0')
                found.Add(original[starts[i]..starts[i + 1]]);
        }

        return found;
    }

    /// <summary>Characters; null for *, NUL for ?, as no header has one.</summary>
    private static List<char?> Tokens(string pattern)
    {
        var tokens = new List<char?>(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
                tokens.Add(pattern[++i]);
            else
                tokens.Add(pattern[i] switch { '*' => null, '?' => '\0', var other => other });
        }

        return tokens;
    }
}
