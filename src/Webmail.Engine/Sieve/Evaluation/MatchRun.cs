using System.Globalization;
using System.Text.RegularExpressions;
using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>Compares values with keys by the match type and comparator of a test (RFC 5228 2.7).</summary>
internal sealed class MatchRun
{
    /// <summary>Tags for <see cref="ArgumentReading"/>.</summary>
    public const string Tags = "is contains matches regex";

    /// <summary>Tags with values.</summary>
    public const string ValuedTags = "comparator count value";

    private readonly string type;
    private readonly string relation;
    private readonly Comparator comparator;
    private readonly SieveVariables variables;
    private readonly EvaluationLimit limit;

    public MatchRun(ArgumentReading arguments, SieveVariables variables, EvaluationLimit limit)
    {
        (this.variables, this.limit) = (variables, limit);
        var types = $"{Tags} count value".Split(' ').Where(arguments.Has).ToList();
        type = types.Count switch { 0 => "is", 1 => types[0], _ => throw new SieveEvaluationException(EvaluationProblem.Wrong, $":{types[1]}") };
        relation = type is "count" or "value" ? arguments.Text(type)?.ToLowerInvariant() ?? "" : "eq";
        var named = arguments.Has("comparator") ? arguments.Text("comparator") ?? "" : "i;ascii-casemap";
        comparator = Comparator.Named(named) ?? throw new SieveEvaluationException(EvaluationProblem.NotImitated, named);
        if (type is "contains" or "matches" or "regex" && !comparator.HasSubstrings)
            throw new SieveEvaluationException(EvaluationProblem.Wrong, named);
    }

    /// <summary>Whether one of the values matches one of the keys.</summary>
    public bool Any(IEnumerable<string> values, IEnumerable<string> keys)
    {
        var wanted = keys.Select(variables.Expand).ToList();
        if (type == "count")
        {
            // RFC 5231 4.2: their number as text.
            var count = values.Count().ToString(CultureInfo.InvariantCulture);
            return wanted.Any(key => Holds(comparator.Compare(count, key)));
        }

        var patterns = type == "regex" ? wanted.Select(Pattern).ToList() : [];
        foreach (var value in values)
        {
            for (var i = 0; i < wanted.Count; i++)
            {
                limit.Step(value.Length + 1);
                if (type == "regex" ? Matches(patterns[i], value) : Matches(wanted[i], value))
                    return true;
            }
        }

        return false;
    }

    private bool Matches(string key, string value)
    {
        switch (type)
        {
            case "contains":
                return comparator.Fold(value).Contains(comparator.Fold(key), StringComparison.Ordinal);
            case "matches":
                if (WildcardMatch.Find(comparator.Fold(key), comparator.Fold(value), value, limit) is not { } found)
                    return false;
                variables.Match(found);
                return true;
            default:
                return Holds(comparator.Compare(value, key));
        }
    }

    private bool Matches(Regex pattern, string value)
    {
        try
        {
            var match = pattern.Match(value);
            if (match.Success)
                variables.Match([.. match.Groups.Values.Select(group => group.Value)]);
            return match.Success;
        }
        catch (RegexMatchTimeoutException)
        {
            throw new SieveEvaluationException(EvaluationProblem.TookTooLong, pattern.ToString());
        }
    }

    private Regex Pattern(string key) =>
        SievePattern.Compile(key, comparator.IgnoresCase) ?? throw new SieveEvaluationException(EvaluationProblem.Wrong, key);

    private bool Holds(int order) => relation switch
    {
        "eq" => order == 0,
        "ne" => order != 0,
        "lt" => order < 0,
        "le" => order <= 0,
        "gt" => order > 0,
        "ge" => order >= 0,
        _ => throw new SieveEvaluationException(EvaluationProblem.Wrong, relation),
    };
}
