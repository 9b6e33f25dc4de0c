using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Webmail.Engine.Trust.Junk;

/// <summary>What a spam filter wrote about a message (SpamAssassin, Rspamd and those that write as they do). For explaining only: nothing is decided by it.</summary>
/// <param name="IsSpam">What it took the message for; null if it gave a score and no verdict.</param>
/// <param name="Score">Its score; null if it gave none.</param>
/// <param name="Limit">The score from which on it is junk; null if that is not known.</param>
/// <param name="Reasons">Why, the weightiest first.</param>
public sealed partial record SpamVerdict(bool? IsSpam, double? Score, double? Limit, ImmutableArray<SpamReason> Reasons)
{
    /// <summary>Characters of a field that are read. A hundred tests with their options fit.</summary>
    private const int MaxField = 16_000;

    /// <summary>
    /// Reads the fields of a header; the topmost of each name counts, since filters put theirs above what came with the message. Null if there
    /// is none.
    /// </summary>
    /// <param name="field">Gives the topmost field of a name, unfolded or not; null for none.</param>
    public static SpamVerdict? Read(Func<string, string?> field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var (status, result) = (Field(field, "X-Spam-Status"), Field(field, "X-Spamd-Result"));
        var flag = Field(field, "X-Spam-Flag") is { Length: > 0 } said ? said : Field(field, "X-Spam");
        bool? isSpam = Yes(status) ?? Yes(flag);
        var (score, limit) = (Number(ScoreField().Match(status)), Number(LimitField().Match(status)));
        var reasons = Tests(status);
        if (RspamdScore().Match(result) is { Success: true } match)
        {
            (score, limit) = (Number(match, 1), Number(match, 2));
            isSpam ??= score is { } points && limit is { } most ? points >= most : null;
            reasons = RspamdSymbol().Matches(result).Select(static symbol => (Weight: Number(symbol, 2) ?? 0, Symbol: symbol.Groups[1].Value));
        }

        score ??= Number(Plain().Match(Field(field, "X-Spam-Score"))) ?? Number(Plain().Match(Field(field, "X-Rspamd-Score")));
        if (isSpam is null && score is null)
            return null;
        var found = reasons.Where(static reason => reason.Weight > 0)
            .Select(static reason => (reason.Weight, Meaning: SpamSymbols.Meaning(reason.Symbol)))
            .Where(static reason => reason.Meaning is not null)
            .GroupBy(static reason => reason.Meaning!.Value, static reason => reason.Weight)
            .OrderByDescending(static group => group.Sum()).ThenBy(static group => group.Key)
            .Select(static group => group.Key);
        return new SpamVerdict(isSpam, score, limit, [.. found]);
    }

    private static string Field(Func<string, string?> field, string name) => field(name) is { } value ? value[..Math.Min(value.Length, MaxField)] : "";

    private static bool? Yes(string text) => text.TrimStart() switch
    {
        var t when t.StartsWith("yes", StringComparison.OrdinalIgnoreCase) || t.StartsWith("true", StringComparison.OrdinalIgnoreCase) => true,
        var t when t.StartsWith("no", StringComparison.OrdinalIgnoreCase) || t.StartsWith("false", StringComparison.OrdinalIgnoreCase) => false,
        _ => null,
    };

    private static double? Number(Match match, int group = 1) =>
        match.Success && double.TryParse(match.Groups[group].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>The list of tests, folded behind its commas, with a weight each or without; it ends with the first word that is none.</summary>
    private static IEnumerable<(double Weight, string Symbol)> Tests(string status)
    {
        var at = status.IndexOf("tests=", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? [] : status[(at + 6)..].Split([',', ' ', '\t', '\r', '\n', '[', ']'], StringSplitOptions.RemoveEmptyEntries)
            .TakeWhile(static test => char.IsAsciiLetterUpper(test[0])).Select(static test => test.Split('='))
            .Select(static test => (test.Length > 1 && double.TryParse(test[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) ? weight : 1, test[0]));
    }

    [GeneratedRegex(@"\b(?:score|hits)=(-?\d{1,6}(?:\.\d{1,6})?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ScoreField();

    [GeneratedRegex(@"\b(?:required|tagged_above|tag2?)=(-?\d{1,6}(?:\.\d{1,6})?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LimitField();

    [GeneratedRegex(@"^\s*(-?\d{1,6}(?:\.\d{1,6})?)", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex(@"\[(-?\d{1,6}(?:\.\d{1,6})?)\s*/\s*(-?\d{1,6}(?:\.\d{1,6})?)\]", RegexOptions.CultureInvariant)]
    private static partial Regex RspamdScore();

    [GeneratedRegex(@"\b([A-Z][A-Z0-9_]{2,60})\((-?\d{1,4}(?:\.\d{1,6})?)\)", RegexOptions.CultureInvariant)]
    private static partial Regex RspamdSymbol();
}
