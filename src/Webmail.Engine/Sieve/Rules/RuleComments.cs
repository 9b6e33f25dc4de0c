using System.Text.Json;
using System.Text.RegularExpressions;
using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>What the comments before a command say of it.</summary>
/// <param name="Owner">Who wrote it.</param>
/// <param name="Kind">What it was made for.</param>
/// <param name="Name">What it is called; may be empty.</param>
/// <param name="Begin">Where what belongs to the command begins: comments before that are of the script.</param>
internal sealed partial record RuleComments(RuleOwner Owner, RuleKind Kind, string Name, int Begin)
{
    /// <summary>Behind a line of require that is ours.</summary>
    public const string Require = "# webmail:require";

    // What SnappyMail calls the name in its data.
    private const string SnappyMailProperty = "Name";

    private static readonly (RuleKind Kind, string Word)[] Kinds =
    [
        (RuleKind.Filter, "filter"), (RuleKind.Vacation, "vacation"), (RuleKind.Forwarding, "forwarding"), (RuleKind.Muted, "muted"), (RuleKind.Blocked, "blocked"),
    ];

    /// <summary>Reads the comments before a command.</summary>
    /// <param name="leading">All that stands before it.</param>
    /// <param name="inNextcloud">It stands between the marks of Nextcloud.</param>
    public static RuleComments Read(string leading, bool inNextcloud)
    {
        var spans = new CommentSpans(leading);
        var line = LastLines(leading) is var begin && spans.IsBetween(begin) ? begin : 0;
        var name = leading[line..].TrimEnd().Split('\n')[^1].Trim().TrimStart('#').Trim();
        if (inNextcloud)
        {
            // An older Nextcloud wrote "# Filter: name"; its data are no name.
            name = NextcloudName().Replace(name, "");
            return new RuleComments(RuleOwner.Nextcloud, RuleKind.Filter, NextcloudData().IsMatch(name) ? "" : name, line);
        }

        if (Last(Own(), leading, spans) is { } own && Kinds.Any(known => known.Word == own.Groups["kind"].Value) && QuotedName.TryRead(own.Groups["name"].Value, out var given))
            return new RuleComments(RuleOwner.Webmail, Kinds.First(known => known.Word == own.Groups["kind"].Value).Kind, given, own.Index);
        if (Last(Roundcube(), leading, spans) is { } roundcube)
            return new RuleComments(RuleOwner.Roundcube, RuleKind.Filter, roundcube.Groups["name"].Value, roundcube.Index);
        if (Last(SnappyMail(), leading, spans) is { } snappy)
            return new RuleComments(RuleOwner.SnappyMail, RuleKind.Filter, SnappyMailName(snappy.Groups["data"].Value), snappy.Index);
        return new RuleComments(RuleOwner.Other, RuleKind.Filter, name, line);
    }

    /// <summary>The comments of a rule that was changed here.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="owner">Whose rule it was.</param>
    /// <param name="before">What stood before its command, from <see cref="Begin"/> on.</param>
    /// <param name="newLine">The line end of the script.</param>
    public static string Write(FilterRule rule, RuleOwner owner, string before, string newLine)
    {
        var own = $"# webmail:{Kinds.First(known => known.Kind == rule.Kind).Word} {QuotedName.Write(rule.Name)}{newLine}";
        return owner switch
        {
            // Roundcube knows no other kinds, and reads the name to the end of the line.
            RuleOwner.Roundcube when rule.Kind == RuleKind.Filter =>
                Roundcube().Replace(before, _ => $"# rule:[{LineBreaks().Replace(rule.Name, " ")}]", 1),
            RuleOwner.Other when before.Length > 0 => (before.EndsWith('\n') ? before : before + newLine) + own,
            _ => own,
        };
    }

    /// <summary>Where a comment that belongs to what stands before it ends; zero: there is none.</summary>
    public static int EndOfClosing(string leading, bool inNextcloud)
    {
        var end = inNextcloud ? Nextcloud().Match(leading) : SnappyMailEnd().Match(leading);
        // SnappyMail's stands directly behind the code; a later one is of a filter that is all comment.
        return end.Success && (inNextcloud || string.IsNullOrWhiteSpace(leading[..end.Index])) && new CommentSpans(leading).IsBetween(end.Index) ? end.Index + end.Length : 0;
    }

    /// <summary>Whether what follows these comments stands between the marks of Nextcloud.</summary>
    public static bool IsInNextcloud(string leading, bool before)
    {
        var spans = new CommentSpans(leading);
        return before ^ (Nextcloud().Matches(leading).Count(mark => spans.IsBetween(mark.Index)) % 2 != 0);
    }

    /// <summary>Takes SnappyMail's end of a rule out of what follows its command.</summary>
    public static string WithoutSnappyMailEnd(string text) => SnappyMailEnd().Replace(text, "");

    private static Match? Last(Regex comment, string leading, CommentSpans spans) => comment.Matches(leading).LastOrDefault(match => spans.IsBetween(match.Index));

    /// <summary>Where the lines of comment begin that stand directly before the command, without a blank line between.</summary>
    private static int LastLines(string leading)
    {
        var lines = leading.Split('\n');
        // The last piece is the indentation of the command's own line, or the end of a comment that stands on it.
        if (!string.IsNullOrWhiteSpace(lines[^1]))
            return 0;
        var begin = leading.Length - lines[^1].Length;
        for (var i = lines.Length - 2; i >= 0 && lines[i].TrimStart().StartsWith('#'); i--)
            begin -= lines[i].Length + 1;
        return begin;
    }

    private static string SnappyMailName(string base64)
    {
        try
        {
            using var data = JsonDocument.Parse(Convert.FromBase64String(base64));
            return data.RootElement.ValueKind == JsonValueKind.Object && data.RootElement.TryGetProperty(SnappyMailProperty, out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            // Not its data after all; the code says what the rule does.
            return "";
        }
    }

    [GeneratedRegex(@"^[ \t]*# webmail:(?<kind>[a-z]+) (?<name>"".*"")[ \t\r]*$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Own();

    [GeneratedRegex(@"^[ \t]*# rule:\[(?<name>[^\r\n]*)\]", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Roundcube();

    [GeneratedRegex(@"^/\*[ \t\r]*\n(?:[ \t]*\r?\n)*BEGIN:FILTER:[^\n]*\nBEGIN:HEADER[ \t\r]*\n(?<data>[^*]*)END:HEADER[ \t\r]*\n\*/", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex SnappyMail();

    [GeneratedRegex(@"^[ \t]*/\* END:FILTER \*/[ \t]*(?:\r?\n)?", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex SnappyMailEnd();

    [GeneratedRegex(@"^[ \t]*### Nextcloud Mail: [A-Za-z ]+ ### DON'T EDIT ###[ \t]*(?:\r?\n)?", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Nextcloud();

    [GeneratedRegex(@"^Filter: (?!\[)")]
    private static partial Regex NextcloudName();

    [GeneratedRegex(@"^(?:FILTER|DATA): ")]
    private static partial Regex NextcloudData();

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029]+")]
    private static partial Regex LineBreaks();
}
