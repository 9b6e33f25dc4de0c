using System.Text;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>
/// Where a script names mailboxes: <c>fileinto</c>, <c>:fcc</c> and <c>mailboxexists</c>, in rules and locked blocks alike. Names that are
/// put together from variables are not seen.
/// </summary>
public static class MailboxReferences
{
    /// <summary>The names in a part of a script, each once, in their order; none if it is no Sieve.</summary>
    public static IReadOnlyList<string> In(string text) =>
        SieveScript.TryParse(text, out var script, out _) ? [.. Find(script.Commands).Select(token => token.Value).Distinct(StringComparer.Ordinal)] : [];

    /// <summary>The mailboxes that an entry files into and that are not there; those that the server makes at delivery are none of them.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="mailboxes">What is there; before it was read nothing is missing.</param>
    public static IReadOnlyList<string> Missing(FilterEntry entry, MailboxTree mailboxes)
    {
        if (mailboxes.Roots.IsEmpty)
            return [];
        var names = entry is FilterEntry.Known { Rule.Actions: var actions }
            ? actions.OfType<FilterAction.FileInto>().Where(into => !into.Create && Use(into.SpecialUse, mailboxes) is null).Select(into => into.Mailbox)
            : In(entry.Source);
        return [.. names.Where(name => name.Length > 0 && mailboxes.Find(name) is not { IsSelectable: true }).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The mailbox of a use as a rule names it, such as <c>\Junk</c> (RFC 6154); null: there is none, or no such use.</summary>
    public static Mailbox? Use(string? use, MailboxTree mailboxes) =>
        use is ['\\', .. var name] && Enum.TryParse<SpecialUse>(name, ignoreCase: true, out var known) && Enum.IsDefined(known) && known != SpecialUse.None && !char.IsAsciiDigit(name[0])
            ? mailboxes.Find(known) : null;

    /// <summary>The entries that name one of these mailboxes, by their index.</summary>
    public static IReadOnlyList<int> Naming(FilterScript script, IReadOnlyCollection<string> mailboxes) =>
        [.. Enumerable.Range(0, script.Entries.Length).Where(i => In(script.Entries[i].Source).Any(mailboxes.Contains))];

    /// <summary>The script with one mailbox, and all below it, called otherwise; every other character stays. The same text if it names none of them.</summary>
    /// <param name="text">The script.</param>
    /// <param name="from">The IMAP name.</param>
    /// <param name="to">The IMAP name from now on.</param>
    /// <param name="separator">What stands between two levels; null: only the name itself counts.</param>
    public static string Rename(string text, string from, string to, char? separator)
    {
        if (!SieveScript.TryParse(text, out var script, out _))
            return text;
        var renamed = new StringBuilder(text.Length);
        var end = 0;
        foreach (var token in Find(script.Commands).OrderBy(token => token.Position.Offset))
        {
            if (token.Value != from && !(separator is { } between && token.Value.StartsWith(from + between, StringComparison.Ordinal)))
                continue;
            renamed.Append(text, end, token.Position.Offset - end).Append(SieveString.Quote(to + token.Value[from.Length..]));
            end = token.Position.Offset + token.Text.Length;
        }

        return renamed.Append(text, end, text.Length - end).ToString();
    }

    private static IEnumerable<SieveToken> Find(IEnumerable<SieveCommand> commands) => commands.SelectMany(command =>
        Named(command.Name == "fileinto" ? command.Arguments : [])
            .Concat(Copies(command.Arguments))
            .Concat(Find(command.Tests.Items))
            .Concat(Find(command.Block)));

    private static IEnumerable<SieveToken> Find(IEnumerable<SieveTest> tests) => tests.SelectMany(test =>
        Named(test.Name == "mailboxexists" ? test.Arguments : []).Concat(Find(test.Tests.Items)));

    /// <summary>What stands at the end: tags and their values come before it (RFC 5228 2.6.2).</summary>
    private static IEnumerable<SieveToken> Named(IReadOnlyList<SieveArgument> arguments) =>
        arguments.Count > 0 && arguments[^1] is SieveArgument.Strings strings ? strings.Tokens.Where(IsString) : [];

    // RFC 8580: where a copy of what is sent goes.
    private static IEnumerable<SieveToken> Copies(IReadOnlyList<SieveArgument> arguments) =>
        Enumerable.Range(1, Math.Max(0, arguments.Count - 1)).Where(i => arguments[i - 1] is SieveArgument.Tag { Name: "fcc" })
            .SelectMany(i => arguments[i] is SieveArgument.Strings strings ? strings.Tokens.Where(IsString) : []);

    private static bool IsString(SieveToken token) => token.Kind is SieveTokenKind.Quoted or SieveTokenKind.MultiLine;
}
