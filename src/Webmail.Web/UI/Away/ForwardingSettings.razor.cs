using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Accounts;
using Webmail.Engine.Mirror;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.Rules;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Web.UI.Filters;
using Webmail.Web.UI.Filters.Saving;

namespace Webmail.Web.UI.Away;

/// <summary>The forwarding of the person whose page it is.</summary>
public sealed partial class ForwardingSettings : IDisposable
{
    private readonly CancellationTokenSource left = new();
    private ElementReference field;
    private SieveFeatures? features;
    private Forwarding? kept;
    private string keptSource = "", address = "";
    private bool keepCopy = true, isBusy, isConflict;
    private ScriptNotice? loadFault, problem;
    private string? addressFault, said;
    private object saidKey = new(), switched = new();
    private Func<Task>? takeBack;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public AccountSession Session { get; set; } = null!;

    /// <summary>What the person chose, for own addresses.</summary>
    [Parameter, EditorRequired]
    public PersonSettings Values { get; set; } = null!;

    /// <summary>The person's time zone.</summary>
    [Parameter, EditorRequired]
    public TimeZoneInfo Zone { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Resources.Filters> Filters { get; set; } = null!;

    private bool IsOn => kept is { IsEnabled: true };

    private bool CanCopy => features?.Has("copy") == true;

    private AwayTexts Words => new(Texts, Filters);

    /// <inheritdoc/>
    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => LoadAsync();

    private static bool IsOffered(SieveFeatures features) => features.MaxRedirects is not 0;

    private async Task LoadAsync()
    {
        (problem, isConflict, loadFault, addressFault) = (null, false, null, null);
        var reading = await Session.Scripts.ReadAsync(left.Token);
        if (reading is not ScriptReading.Read { Script: var script })
            loadFault = ScriptWords.Of(((ScriptReading.Failed)reading).Fault, Filters);
        else if (!FilterScript.TryRead(script.Text, out var rules, out var error))
            loadFault = Words.WhyNot(new RuleChange.Unreadable(error));
        else
            Show(script, rules, isTyped: false);
    }

    private void Show(StoredScript script, FilterScript rules, bool isTyped)
    {
        (features, kept, keptSource, switched) = (script.Features, Forwarding.Of(rules), rules.SourceOf(RuleKind.Forwarding), new object());
        if (script.State != StoredScriptState.Active)
            kept = kept is null ? null : kept with { IsEnabled = false };
        if (!isTyped)
            (address, keepCopy) = kept is null ? ("", CanCopy) : (kept.Address, kept.KeepCopy);
    }

    private Task SwitchAsync(ChangeEventArgs e) => e.Value is true ? SaveAsync(false) : TurnOffAsync();

    private async Task SaveAsync(bool overTheirs)
    {
        addressFault = ForwardingTarget.Check(address, Session.Account, Values.Identities.Select(Identity.Of), out var target) is { } fault ? Texts[$"ForwardingFault_{fault}", address.Trim()].Value : null;
        if (addressFault is not null)
        {
            switched = new object();
            await field.FocusAsync();
            return;
        }

        var (before, wanted) = (kept, new Forwarding(target, keepCopy && CanCopy));
        if (!await PutAsync(wanted, overTheirs, isTyped: true)) return;
        Say(Texts["ForwardingOn", target], () => RestoreAsync(before));
        if (before is not { IsEnabled: true } || before.Address != target || before.KeepCopy != wanted.KeepCopy)
            await TellOwnerAsync(wanted);
    }

    private async Task TurnOffAsync()
    {
        if (kept is not { } before) return;
        if (await PutAsync(before with { IsEnabled = false }, false, isTyped: false)) Say(Texts["ForwardingOff"], () => RestoreAsync(before));
    }

    private async Task RestoreAsync(Forwarding? before)
    {
        if (!await PutAsync(before, false, isTyped: false)) return;
        Say(Texts["Restored"], null);
        if (before is { IsEnabled: true }) await TellOwnerAsync(before);
    }

    private async Task<bool> PutAsync(Forwarding? forwarding, bool overTheirs, bool isTyped)
    {
        (isBusy, problem, isConflict) = (true, null, false);
        var source = keptSource;
        var isOther = false;
        var change = await Session.Scripts.ChangeAsync(
            (rules, offered) => forwarding?.Problems(offered, rules.Expands) ?? [],
            (rules, offered) =>
            {
                isOther = !overTheirs && rules.SourceOf(RuleKind.Forwarding) != source;
                return isOther ? null : Forwarding.Put(rules, forwarding, offered);
            },
            CancellationToken.None);
        (isBusy, isConflict, switched) = (false, isOther, new object());
        problem = isOther ? new ScriptNotice(Texts["Conflict"]) : Words.WhyNot(change);
        if (change is RuleChange.Made { Script: var script } && FilterScript.TryRead(script.Text, out var rules, out _))
            Show(script, rules, isTyped);
        return problem is null;
    }

    /// <summary>Whoever reads this mailbox learns of it, also if somebody else has set it.</summary>
    private async Task TellOwnerAsync(Forwarding forwarding)
    {
        var own = Identity.Of(Session.Account);
        var text = Texts["ForwardingLetter", own.Address, forwarding.Address, Texts[forwarding.KeepCopy ? "ForwardingLetterCopy" : "ForwardingLetterNoCopy"].Value, Words.Moment(Time.GetUtcNow(), Zone)];
        var pending = Session.Leave(Texts["ForwardingLetterSubject", own.Address], text);
        if (await pending.Outcome is OperationOutcome.Refused { ServerText: var words })
            problem = new ScriptNotice(Texts["ForwardingLetterFailed"], words);
    }

    private async Task UndoAsync()
    {
        var undo = takeBack;
        (said, takeBack) = (null, null);
        if (undo is not null) await undo();
    }

    private void Say(string text, Func<Task>? undo) => (said, saidKey, takeBack) = (text, new object(), undo);
}
