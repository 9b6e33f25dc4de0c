using Microsoft.Extensions.Localization;
using Webmail.Engine.Filtering;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Filters;
using Webmail.Web.UI.Filters.Saving;

namespace Webmail.Web.UI.Shell.Dialogs;

/// <summary>Rules go along with mailboxes, in the person's words.</summary>
/// <param name="rules">The account's rules.</param>
/// <param name="texts">The person's language.</param>
/// <param name="filterTexts">The same, for what came of saving.</param>
public sealed class FollowingRules(MailboxRules rules, IStringLocalizer<Resources.Mail> texts, IStringLocalizer<Resources.Filters> filterTexts)
{
    // A person who deletes a folder waits no longer for what is a hint.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Lets the rules that file into a mailbox, or below it, file into where it is now.</summary>
    /// <param name="from">Its IMAP name before.</param>
    /// <param name="moved">The mailbox as it is now.</param>
    /// <param name="done">The sentence that says what was done with the mailbox.</param>
    /// <returns>The sentence with what became of the rules, and whether they could not be changed.</returns>
    public async Task<(string Text, bool IsError)> FollowAsync(string from, Mailbox moved, string done)
    {
        var (saving, count) = await rules.RenameAsync(from, moved.Name, moved.Separator, CancellationToken.None);
        return saving switch
        {
            null => (done, false),
            ScriptSaving.Saved => (count == 1 ? texts["Done_WithRules_One", done] : texts["Done_WithRules_Many", done, count], false),
            _ => (texts["Done_RulesLeft", done, Reason(saving)], true),
        };
    }

    /// <summary>What to say before a mailbox goes; null: no rule files into it, or below it.</summary>
    public async Task<string?> BeforeDeletingAsync(Mailbox mailbox)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var (naming, fault) = await rules.NamingAsync([.. mailbox.SelfAndDescendants().Select(box => box.Name)], patience.Token);
            var names = naming.OfType<FilterEntry.Known>().Select(entry => entry.Rule.Name).Where(name => name.Length > 0).ToList();
            return (fault, naming.Length, names) switch
            {
                ({ } why, _, _) => texts["DeleteBox_RulesUnknown", ScriptWords.Of(why, filterTexts).Text].Value,
                (_, 0, _) => null,
                (_, 1, [var name]) => texts["DeleteBox_Rule_Named", name].Value,
                (_, 1, _) => texts["DeleteBox_Rule"].Value,
                (_, var count, _) => texts["DeleteBox_Rules", count].Value,
            };
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return texts["DeleteBox_RulesUnknown", filterTexts["Fault_ServerUnreachable"]];
        }
    }

    private string Reason(ScriptSaving saving) => saving is ScriptSaving.Failed failed ? ScriptWords.Of(failed.Fault, filterTexts).Text : ScriptWords.Of(saving, filterTexts).Text;
}
