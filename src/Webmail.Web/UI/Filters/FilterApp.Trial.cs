using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Filtering;
using Webmail.Engine.Mirror;
using Webmail.Web.UI.Filters.Editing;

namespace Webmail.Web.UI.Filters;

/// <summary>A rule on the mail that is there: what came of applying it, and the way back.</summary>
public sealed partial class FilterApp
{
    private RuleApplication? application;
    private string? triedIn;
    private Func<Task>? takeBack;
    private bool isFault, isOfTrial;
    private int undone;

    [Inject]
    private IStringLocalizer<Resources.Trial> TrialTexts { get; set; } = null!;

    // Where the person comes from, until they choose; the inbox, where rules are for, if that is no place for it.
    private string TriedMailbox => MailboxField.BoxesOf(session!.Mailboxes).FirstOrDefault(box => box.Name == (triedIn ??= session!.LastShown))?.Name
        ?? session!.Mailboxes.Find(Engine.Mailboxes.SpecialUse.Inbox)?.Name ?? "INBOX";

    private bool CanUndo => takeBack is not null || (!isOfTrial && desk!.Replaced is not null);

    private int AppliedMessages => application is { } applied ? (int)(applied.Progress * applied.Messages) : 0;

    private async Task AppliedAsync(RuleApplication applied)
    {
        Say(Counted("Applying", applied.Messages));
        (application, takeBack, isOfTrial) = (applied, () => TakeBackAsync(applied), true);
        var key = saidKey;
        using var advance = session!.Changes.Subscribe(change =>
        {
            if (change is MailChange.OperationAdvanced) _ = InvokeAsync(StateHasChanged);
        });
        StateHasChanged();
        var refused = await applied.Outcome;
        // Something else was said meanwhile, or it was taken back.
        if (key != saidKey || said is null) return;
        Say(refused is null ? Counted("Applied", applied.Messages) : TrialTexts["ApplyRefused", MailTexts[$"BoxRefused_{refused.Reason}", refused.ServerText]]);
        (takeBack, isFault, isOfTrial) = (() => TakeBackAsync(applied), refused is not null, true);
        StateHasChanged();
    }

    private async Task TakeBackAsync(RuleApplication applied)
    {
        var isUndone = await applied.UndoAsync();
        Say(TrialTexts[isUndone ? "Undone" : "UndoneInPart"]);
        (isFault, isOfTrial, undone) = (!isUndone, true, undone + 1);
        StateHasChanged();
    }

    private void Hush() => (said, takeBack, application, isFault) = (null, null, null, false);

    private string Counted(string key, int count) => TrialTexts[$"{key}_{(count == 1 ? "One" : "Many")}", count];
}
