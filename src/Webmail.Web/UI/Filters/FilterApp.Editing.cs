using System.Collections.Immutable;
using MudBlazor;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Filters.List;

namespace Webmail.Web.UI.Filters;

/// <summary>What a person does with the rules.</summary>
public sealed partial class FilterApp
{
    private static readonly FilterRule Blank = new()
    {
        Condition = new FilterTest.Group(GroupMode.All, [new FilterTest.Header(["Subject"], new TextMatch(MatchKind.Contains, []))]),
        Actions = [new FilterAction.FileInto("")],
    };

    private string? said;
    private int saidKey;

    private Task AddAsync() => ProposeAsync(
        desk!.Stored!.Features.Has("fileinto") ? Blank : Blank with { Actions = [new FilterAction.Keep()] });

    private async Task OpenAsync(int index)
    {
        if (index == selected && !areVersionsShown || !await MayLeaveAsync()) return;
        Close();
        selected = index;
        edited = EditableAt(index);
    }

    private void Change(FilterRule rule)
    {
        (edited, isDirty) = (rule, true);
        // What was wrong is looked at again with each change.
        if (!problems.IsEmpty) problems = Problems(rule);
    }

    private async Task SaveAsync()
    {
        var rule = edited!;
        problems = Problems(rule);
        if (!problems.IsEmpty) return;
        var (index, features) = (selected, desk!.Stored!.Features);
        if (!await desk.ChangeAsync(script => index is { } at ? script.Replace(at, rule, features) : script.Insert(script.Entries.Length, rule, features))) return;
        Close();
        selected = index ?? Entries.Length - 1;
        edited = Entries[selected.Value] is FilterEntry.Known { Rule: var saved } ? saved : null;
        Done(Texts["Done_Saved"]);
    }

    private async Task CancelAsync()
    {
        if (!await MayLeaveAsync()) return;
        toFocus = selected;
        Close();
    }

    private async Task DeleteAsync(int index)
    {
        var name = RuleItem.NameOf(Entries[index], Texts);
        var opened = selected is { } at && at != index ? Entries[at] : null;
        if (!await desk!.ChangeAsync(script => RulesOfKind.Remove(script, index, desk.Stored!.Features))) return;
        if (selected == index) Close();
        else if (opened is not null) selected = IndexOf(opened);
        toFocus = Math.Min(index, Entries.Length - 1);
        Done(Texts["Done_Deleted", name]);
    }

    private async Task ToggleAsync((int Index, bool IsOn) change)
    {
        var (index, isOn) = change;
        if (Entries[index] is not FilterEntry.Known known) return;
        var features = desk!.Stored!.Features;
        var changed = known.Rule with { IsEnabled = isOn };
        // A rule of another program may say what can't be written any more, such as with an extension that is gone.
        if (RuleCheck.Problems(changed, features, desk.Shown!.Expands) is { Count: > 0 } found)
        {
            await OpenAsync(index);
            problems = [.. found];
            return;
        }

        if (!await desk.ChangeAsync(script => RulesOfKind.Switch(script, index, isOn, features))) return;
        if (selected == index && edited is not null) edited = edited with { IsEnabled = isOn };
        Done(Texts[isOn ? "Done_On" : "Done_Off", RuleItem.NameOf(known, Texts)]);
    }

    private async Task MoveAsync(int from, int to)
    {
        var (moved, opened) = (Entries[from], selected is { } at ? Entries[at] : null);
        toFocus = to;
        if (!await desk!.ChangeAsync(script => script.Move(from, to))) return;
        // Rules of Nextcloud stay together, so that it may stand elsewhere than it was put.
        toFocus = IndexOf(moved);
        if (opened is not null) selected = IndexOf(opened);
        Done(Texts["Done_Moved", RuleItem.NameOf(moved, Texts)]);
    }

    private FilterRule? EditableAt(int index) => Entries[index] is FilterEntry.Known known && !FixedRule.IsFor(known) ? known.Rule : null;

    private int? IndexOf(FilterEntry entry)
    {
        var index = Entries.Select(other => other.Source.Trim()).ToList().IndexOf(entry.Source.Trim());
        return index < 0 ? null : index;
    }

    private async Task UndoAsync()
    {
        if (takeBack is { } back)
        {
            Hush();
            await back();
            return;
        }

        said = null;
        if (desk!.Replaced is not { } text || !await MayLeaveAsync()) return;
        Close();
        if (await desk.ReplaceAsync(text)) Done(Texts["Done_Undone"]);
    }

    /// <summary>The script was read or saved by another tab. What is being edited here meets it when it is saved.</summary>
    private void See(StoredScript script)
    {
        if (isDirty || desk is null) return;
        var opened = selected is { } at && at < Entries.Length ? Entries[at] : null;
        if (!desk.See(script) || opened is null) return;
        selected = IndexOf(opened);
        edited = selected is { } index ? EditableAt(index) : null;
    }

    private Task<bool> ActivateAsync() => desk!.ActivateAsync();

    private async Task TakeOursAsync()
    {
        if (!await desk!.TakeOursAsync()) return;
        Close();
        Done(Texts["Done_Saved"]);
    }

    private void TakeTheirsAsync()
    {
        // What was being edited stays, as a rule that can be saved anew.
        var opened = selected is { } at && at < Entries.Length ? Entries[at] : null;
        desk!.TakeTheirs();
        selected = opened is null ? null : IndexOf(opened);
        if (selected is null && !isDirty) edited = null;
    }

    private async Task ShowVersionsAsync()
    {
        if (!await MayLeaveAsync()) return;
        Close();
        areVersionsShown = true;
    }

    private async Task BringBackAsync(string text)
    {
        if (!await desk!.ReplaceAsync(text)) return;
        Close();
        Done(Texts["Done_BroughtBack"]);
    }

    private async Task<bool> MayLeaveAsync()
    {
        if (!isDirty) return true;
        var asked = await (await Dialogs.ShowAsync<LeaveDialog>(null, new DialogParameters(), new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true })).Result;
        return asked is { Canceled: false };
    }

    private ImmutableArray<RuleProblem> Problems(FilterRule rule) => [.. RuleCheck.Problems(rule, desk!.Stored!.Features, desk.Shown!.Expands).Distinct()];

    private void Close()
    {
        (selected, edited, problems, isDirty, areVersionsShown) = (null, null, [], false, false);
        (proposals, likeness, likeFault) = ([], null, null);
    }

    // What the server has and does not use yet is told by the notice above; "saved" beside it would say the opposite.
    private void Done(string text)
    {
        if (desk!.Outcome is not ScriptSaving.NotActive) Say(text);
    }

    private void Say(string text) => (said, saidKey, takeBack, application, isFault, isOfTrial) = (text, saidKey + 1, null, null, false, false);
}
