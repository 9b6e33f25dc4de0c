using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>
/// A script as a list of rules. The text is the store: a change gives a new script in which every character that does not belong to the
/// changed rule, or to our own require, is what it was. Immutable.
/// </summary>
public sealed class FilterScript
{
    private readonly ImmutableArray<ScriptPiece> pieces;

    private FilterScript(SieveScript script)
    {
        pieces = ScriptPieces.Of(script);
        Text = script.ToString();
        Expands = ScriptPieces.Expands(script);
        Entries = [.. pieces.Select(piece => piece.Entry).OfType<FilterEntry>()];
    }

    /// <summary>The script of nothing.</summary>
    public static FilterScript Empty { get; } = TryRead("", out var empty, out _) ? empty : throw new InvalidOperationException("An empty script is a script.");

    /// <summary>The whole script.</summary>
    public string Text { get; }

    /// <summary>Rules and locked blocks, in the order in which the server runs them.</summary>
    public ImmutableArray<FilterEntry> Entries { get; }

    /// <summary>Whether it uses variables or encoded characters; for <see cref="RuleCheck.Problems"/>.</summary>
    public bool Expands { get; }

    private string NewLine => Text.Length == 0 || Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>Reads a script.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out FilterScript? script, [NotNullWhen(false)] out SieveSyntaxError? error)
    {
        script = SieveScript.TryParse(text, out var parsed, out error) ? new FilterScript(parsed) : null;
        return script is not null;
    }

    /// <summary>Puts a rule before the entry with this index, or at the end; in front of rules that Nextcloud writes, not among them.</summary>
    /// <exception cref="ArgumentException">The rule has problems: see <see cref="RuleCheck"/>.</exception>
    public FilterScript Insert(int index, FilterRule rule, SieveFeatures features)
    {
        Demand(rule, features);
        var written = new ScriptPiece(RuleComments.Write(rule, RuleOwner.Webmail, "", NewLine), new RuleWriter(features, NewLine).Write(rule), NewLine);
        return With(list => list.Insert(PlaceOf(index), written));
    }

    /// <summary>Puts a rule in place of another.</summary>
    /// <exception cref="ArgumentException">The rule has problems, or the entry is not one that can be changed.</exception>
    public FilterScript Replace(int index, FilterRule rule, SieveFeatures features)
    {
        Demand(rule, features);
        var (at, old) = Editable(index);
        // RFC 5228 has no place for a name: the code of a rule that is only called otherwise stays as its author wrote it.
        var code = old.Rule with { Name = rule.Name, Kind = rule.Kind } == rule ? pieces[at].Code : new RuleWriter(features, NewLine).Write(rule, old.Owner == RuleOwner.Roundcube);
        var comments = RuleComments.Write(rule, old.Owner, pieces[at].Before, NewLine);
        var after = old.Owner == RuleOwner.SnappyMail ? RuleComments.WithoutSnappyMailEnd(pieces[at].After) : pieces[at].After;
        return With(list => list[at] = new ScriptPiece(comments, code, after));
    }

    /// <summary>Takes an entry out, a locked one too.</summary>
    /// <exception cref="ArgumentException">It is a rule that Nextcloud writes.</exception>
    public FilterScript Remove(int index)
    {
        var at = Movable(index);
        return With(list => list.RemoveAt(at));
    }

    /// <summary>Moves an entry; its own text and that of the others stay what they are.</summary>
    /// <param name="from">Its index.</param>
    /// <param name="to">Its index afterwards.</param>
    /// <exception cref="ArgumentException">It is a rule that Nextcloud writes.</exception>
    public FilterScript Move(int from, int to)
    {
        var at = Movable(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)to, (uint)Entries.Length);
        if (from == to)
            return this;
        var moved = pieces[at];
        return With(list =>
        {
            var place = PlaceOf(to > from ? to + 1 : to);
            list.RemoveAt(at);
            list.Insert(place > at ? place - 1 : place, moved);
        });
    }

    private FilterScript With(Action<List<ScriptPiece>> change)
    {
        var list = pieces.ToList();
        change(list);
        var changed = Read(Join(list, pieces));
        var requires = OwnRequire.For(changed.pieces);
        return requires is null ? changed : Read(Join(OwnRequire.Put(changed.pieces, requires, NewLine), changed.pieces));
    }

    /// <summary>Writes pieces one after the other; those that have become neighbours begin on lines of their own.</summary>
    private string Join(List<ScriptPiece> list, ImmutableArray<ScriptPiece> before)
    {
        var followers = new Dictionary<ScriptPiece, ScriptPiece>(ReferenceEqualityComparer.Instance);
        for (var i = 1; i < before.Length; i++)
            followers[before[i - 1]] = before[i];
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0 && text.Length > 0 && text[^1] != '\n' && !(followers.TryGetValue(list[i - 1], out var follower) && ReferenceEquals(follower, list[i])))
                text.Append(NewLine);
            text.Append(list[i].Text);
        }

        return text.ToString();
    }

    private static FilterScript Read(string text) =>
        TryRead(text, out var script, out var error) ? script : throw new InvalidOperationException($"A change made a script that is none: {error.Fault} at {error.Position}.");

    private int IndexOf(int entry)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)entry, (uint)Entries.Length);
        return pieces.Select((piece, i) => (piece, i)).Where(pair => pair.piece.Entry is not null).ElementAt(entry).i;
    }

    /// <summary>The piece before which something can be put that shall stand before an entry.</summary>
    private int PlaceOf(int entry)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)entry, (uint)Entries.Length);
        if (entry == Entries.Length)
            return pieces.Length;
        while (entry > 0 && IsNextcloud(entry) && IsNextcloud(entry - 1))
            entry--;
        var at = IndexOf(entry);
        // The mark that opens Nextcloud's part is a comment before its first rule. RFC 5228 3.2: nothing stands before a require.
        while (IsNextcloud(entry) && at > 0 && pieces[at - 1] is { Code: "" })
            at--;
        return at;

        bool IsNextcloud(int index) => Entries[index] is FilterEntry.Known { Owner: RuleOwner.Nextcloud };
    }

    private int Movable(int index) =>
        Entries[index] is FilterEntry.Known { IsEditable: false } ? throw new ArgumentException("Nextcloud writes this rule.", nameof(index)) : IndexOf(index);

    private (int At, FilterEntry.Known Entry) Editable(int index) =>
        Entries[index] is FilterEntry.Known { IsEditable: true } known ? (IndexOf(index), known) : throw new ArgumentException("This entry is not a rule that can be changed.", nameof(index));

    private void Demand(FilterRule rule, SieveFeatures features)
    {
        if (RuleCheck.Problems(rule, features, Expands) is [var problem, ..])
            throw new ArgumentException($"The rule can't be written: {problem.Kind}.", nameof(rule));
    }
}
