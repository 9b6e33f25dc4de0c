using System.Collections.Immutable;
using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>Our line of require (RFC 5228 3.2): what rules need and nobody else asks for. Other lines are never touched.</summary>
internal static class OwnRequire
{
    /// <summary>What our line has to name; null if it names that already.</summary>
    public static ImmutableArray<string>? For(IReadOnlyCollection<ScriptPiece> pieces)
    {
        var foreign = pieces.Where(piece => !piece.IsOurRequire).SelectMany(piece => piece.Required ?? []).ToHashSet();
        var ours = pieces.Where(piece => piece.IsOurRequire).SelectMany(piece => piece.Required ?? []).ToHashSet();
        var used = pieces.SelectMany(piece => piece.Used).ToHashSet();
        var needed = pieces.Where(piece => piece.Entry is FilterEntry.Known { Owner: RuleOwner.Webmail or RuleOwner.Roundcube }).SelectMany(piece => piece.Used)
            // A locked block may have come to rely on our line, or somebody wrote into it what we do not know.
            .Concat(ours.Where(extension => used.Contains(extension) || !SieveExtensions.IsKnown(extension)))
            .Except(foreign).Order(StringComparer.Ordinal).ToImmutableArray();
        return ours.SetEquals(needed) && pieces.Count(piece => piece.IsOurRequire) == (needed.IsEmpty ? 0 : 1) ? null : needed;
    }

    /// <summary>The pieces with our line naming these, or without it: where it was, else behind the last require at the top.</summary>
    public static List<ScriptPiece> Put(ImmutableArray<ScriptPiece> pieces, ImmutableArray<string>? extensions, string newLine)
    {
        var list = pieces.ToList();
        var at = list.FindIndex(piece => piece.IsOurRequire);
        list.RemoveAll(piece => piece.IsOurRequire);
        if (extensions is not { IsEmpty: false } named)
            return list;
        if (at < 0)
            at = list.FindLastIndex(piece => piece.Required is not null) + 1;
        var before = "";
        // A byte order mark stays at the very beginning.
        if (at == 0 && list.Count > 0 && list[0].Text.StartsWith('\uFEFF'))
        {
            before = "\uFEFF";
            list[0] = list[0].Before.Length > 0 ? list[0] with { Before = list[0].Before[1..] } : list[0] with { Code = list[0].Code[1..] };
        }

        list.Insert(at, new ScriptPiece(before, $"require [{string.Join(", ", named.Select(SieveString.Quote))}];", $" {RuleComments.Require}{newLine}"));
        return list;
    }
}
