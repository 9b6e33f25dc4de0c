using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Shell;

namespace Webmail.Web.UI.Filters;

/// <summary>Rules that file into a mailbox which is not there.</summary>
public sealed partial class FilterApp
{
    private IReadOnlyList<string> Gone => selected is not { } at || at >= Entries.Length ? []
        : MailboxReferences.Missing(edited is { } rule && Entries[at] is FilterEntry.Known known ? known with { Rule = rule } : Entries[at], session!.Mailboxes);

    private async Task MakeMailboxAsync(string name)
    {
        if (await session!.MailboxCommands.CreateAsync(name, CancellationToken.None) is { } refused)
        {
            Say(MailTexts[$"BoxRefused_{refused.Reason}", refused.ServerText]);
            (isFault, isOfTrial) = (true, true);
            return;
        }

        Say(MailTexts["Done_CreateBox", name]);
        isOfTrial = true;
    }

    private async Task ChooseMailboxAsync((string Gone, string Chosen) choice)
    {
        var (gone, chosen) = choice;
        if (edited is { } rule)
        {
            // Saved with the rule, as any other change of it.
            Change(rule with { Actions = [.. rule.Actions.Select(action => action is FilterAction.FileInto into && into.Mailbox == gone ? into with { Mailbox = chosen } : action)] });
            return;
        }

        if (!await desk!.ReplaceAsync(MailboxReferences.Rename(desk.Shown!.Text, gone, chosen, null))) return;
        Done(Texts["Done_Chosen", session!.Mailboxes.Find(chosen) is { } box ? MailboxNames.Of(box, MailTexts) : chosen]);
    }
}
