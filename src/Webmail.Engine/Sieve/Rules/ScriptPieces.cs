using System.Collections.Immutable;
using System.Text;
using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>Cuts a script into pieces.</summary>
internal static class ScriptPieces
{
    /// <summary>Whether strings of the script hold more than they say (RFC 5229, RFC 5228 2.4.2.4).</summary>
    public static bool Expands(SieveScript script) => RequiredBy(script).Any(extension => extension is "variables" or "encoded-character");

    /// <summary>The extensions that a script names.</summary>
    public static IEnumerable<string> RequiredBy(SieveScript script) => script.Commands.Where(command => command.Name == "require").SelectMany(Required);

    public static ImmutableArray<ScriptPiece> Of(SieveScript script)
    {
        var reader = new RuleReader(Expands(script));
        var pieces = new List<ScriptPiece>();
        var inNextcloud = false;
        for (var i = 0; i < script.Commands.Length;)
        {
            var length = 1;
            // RFC 5228 3.1: elsif and else belong to their if.
            while (i + length < script.Commands.Length && script.Commands[i + length].Name is "elsif" or "else")
                length++;
            var chain = script.Commands.AsSpan().Slice(i, length);
            inNextcloud = Add(chain, reader, pieces, inNextcloud);
            i += length;
        }

        Close(pieces, script.Rest, RuleComments.EndOfClosing(script.Rest, inNextcloud), out var rest);
        AddComments(pieces, rest);
        return [.. pieces];
    }

    /// <summary>The extensions that a require names.</summary>
    public static IReadOnlyCollection<string> Required(SieveCommand require) =>
        [.. require.Arguments.OfType<SieveArgument.Strings>().SelectMany(strings => strings.Values)];

    private static bool Add(ReadOnlySpan<SieveCommand> chain, RuleReader reader, List<ScriptPiece> pieces, bool inNextcloud)
    {
        var first = chain[0];
        var text = new StringBuilder();
        foreach (var command in chain)
            command.Write(text);
        Close(pieces, first.NameToken.Leading, RuleComments.EndOfClosing(first.NameToken.Leading, inNextcloud), out var leading);
        inNextcloud = RuleComments.IsInNextcloud(first.NameToken.Leading, inNextcloud);

        var comments = RuleComments.Read(leading, inNextcloud);
        var isRequire = first.Name == "require";
        var begin = isRequire ? leading.Length : comments.Begin;
        AddComments(pieces, leading[..begin]);

        var after = chain[^1].Last.Trailing;
        var whole = text.ToString()[first.NameToken.Leading.Length..];
        var piece = new ScriptPiece(leading[begin..], whole[..^after.Length], after) { Used = Used(chain.ToArray()) };
        var rule = chain.Length == 1 && !isRequire ? reader.Read(first) : null;
        pieces.Add(isRequire ? piece with { Required = Required(first) } : piece with
        {
            Entry = rule is null ? new FilterEntry.Locked(piece.Text, first.NameToken.Position)
                : new FilterEntry.Known(rule with { Name = comments.Name, Kind = comments.Kind }, comments.Owner, piece.Text, first.NameToken.Position),
        });
        return inNextcloud;
    }

    // RFC 5463 4: what is asked for by ihave needs no require, and must not have one where it is not offered.
    private static HashSet<string> Used(SieveCommand[] chain) => SieveExtensions.UsedBy(chain) is var used && used.Contains("ihave") ? ["ihave"] : used;

    /// <summary>Gives the comments that end something to the piece before.</summary>
    private static void Close(List<ScriptPiece> pieces, string leading, int end, out string rest)
    {
        rest = leading[end..];
        if (end == 0)
            return;
        if (pieces is [.., { Code.Length: > 0, IsOurRequire: false }])
            pieces[^1] = pieces[^1] with { After = pieces[^1].After + leading[..end] };
        else
            AddComments(pieces, leading[..end]);
    }

    private static void AddComments(List<ScriptPiece> pieces, string comments)
    {
        if (comments.Length > 0)
            pieces.Add(new ScriptPiece(comments, "", ""));
    }
}
