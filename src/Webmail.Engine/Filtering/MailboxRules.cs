using System.Collections.Immutable;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.ManageSieve;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Filtering;

/// <summary>Keeps rules and mailboxes together: which rules file into a mailbox, and their names when it gets another one. Safe to use from any thread.</summary>
public sealed class MailboxRules
{
    // Somebody else may save in between; that happens twice in a row to nobody.
    private const int Attempts = 3;

    private readonly SieveScripts scripts;

    internal MailboxRules(SieveScripts scripts) => this.scripts = scripts;

    /// <summary>The rules that name one of these mailboxes. Empty without a server for filters.</summary>
    /// <param name="mailboxes">IMAP names.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    /// <returns>The rules, or why they could not be read; then there are none.</returns>
    public async Task<(ImmutableArray<FilterEntry> Rules, ManageSieveFault? Fault)> NamingAsync(IReadOnlyCollection<string> mailboxes, CancellationToken cancellationToken)
    {
        if (!scripts.IsConfigured)
            return ([], null);
        return await scripts.ReadAsync(cancellationToken) switch
        {
            ScriptReading.Read { Script.Text: var text } when FilterScript.TryRead(text, out var script, out _) =>
                ([.. MailboxReferences.Naming(script, mailboxes).Select(index => script.Entries[index])], null),
            ScriptReading.Failed failed => ([], failed.Fault),
            _ => ([], null),
        };
    }

    /// <summary>A mailbox, and all below it, has another name now: the rules that name it are saved with that name.</summary>
    /// <param name="from">The IMAP name.</param>
    /// <param name="to">The IMAP name from now on.</param>
    /// <param name="separator">What stands between two levels.</param>
    /// <param name="cancellationToken">Nobody waits any more; it may have been saved.</param>
    /// <returns>What came of saving, and how many rules it is about; null and 0 if no rule names it.</returns>
    public async Task<(ScriptSaving? Saving, int Rules)> RenameAsync(string from, string to, char? separator, CancellationToken cancellationToken)
    {
        if (!scripts.IsConfigured)
            return (null, 0);
        for (var left = Attempts; ; left--)
        {
            var reading = await scripts.ReadAsync(cancellationToken);
            if (reading is not ScriptReading.Read { Script: var there })
                return (new ScriptSaving.Failed(((ScriptReading.Failed)reading).Fault), 0);
            var text = MailboxReferences.Rename(there.Text, from, to, separator);
            if (text == there.Text)
                return (null, 0);
            var saving = await scripts.SaveAsync(there, text, cancellationToken);
            if (saving is not ScriptSaving.Conflict || left == 1)
                return (saving, Count(there.Text, text));
        }
    }

    private static int Count(string before, string after) =>
        FilterScript.TryRead(before, out var old, out _) && FilterScript.TryRead(after, out var changed, out _) && old.Entries.Length == changed.Entries.Length
            ? Enumerable.Range(0, old.Entries.Length).Count(i => old.Entries[i].Source != changed.Entries[i].Source) : 0;
}
