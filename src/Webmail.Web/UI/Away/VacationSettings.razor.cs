using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using Webmail.Engine.Accounts;
using Webmail.Engine.Contacts;
using Webmail.Engine.Mirror;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.Rules;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Web.UI.Filters;
using Webmail.Web.UI.Filters.Saving;

namespace Webmail.Web.UI.Away;

/// <summary>Out-of-office of the person whose page it is: read from the script, kept there.</summary>
public sealed partial class VacationSettings : IDisposable
{
    // A script of some hundred thousand octets is no problem for a server, one of a million is: the likeliest first.
    private const int MostKnown = 2_000;

    private readonly CancellationTokenSource left = new();
    private ElementReference root;
    private VacationFields? fields;
    private VacationForm form = new();
    private IReadOnlyList<VacationFault> faults = [];
    private StoredScript? stored;
    private SieveFeatures features = new([], [], null);
    private Vacation? kept;
    private string keptSource = "";
    private ImmutableArray<string> known = [];
    private ScriptNotice? loadFault, problem;
    private string? said;
    private object saidKey = new();
    private object switched = new();
    private Func<Task>? takeBack;
    private bool isBusy, isChanged, isConflict, isStranger;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public AccountSession Session { get; set; } = null!;

    /// <summary>What the person chose, for own addresses.</summary>
    [Parameter, EditorRequired]
    public PersonSettings Values { get; set; } = null!;

    /// <summary>The time zone of days and times.</summary>
    [Parameter, EditorRequired]
    public TimeZoneInfo Zone { get; set; } = null!;

    [Inject]
    private Correspondents Correspondents { get; set; } = null!;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Resources.Filters> Filters { get; set; } = null!;

    private VacationState State => kept.At(Time.GetUtcNow());

    private bool HasDates => features.Has("date") && features.Has("relational");

    private AwayTexts Words => new(Texts, Filters);

    /// <summary>What this server can't do, or does otherwise than one may think.</summary>
    private IEnumerable<string> Notes
    {
        get
        {
            if (!HasDates)
                yield return Texts["NoDates"];
            var begin = form.From(Zone) is { } from && from > Time.GetUtcNow() ? from : Time.GetUtcNow();
            var end = form.Until(Zone) ?? begin.AddYears(1);
            if (form.HasHours && Shifts(begin, end) is { } shift)
                yield return Texts["HoursShift", Words.Day(shift, Zone, Time.GetUtcNow()), VacationForm.OffsetOf(Zone, begin)];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        try
        {
            var all = await Correspondents.ListAsync(Session.Account.Id, left.Token);
            known = [.. all.Take(MostKnown).Select(contact => contact.Address)];
        }
        catch (CryptographicException)
        {
            // The host has other keys than when they were remembered: nobody is known.
            known = [];
        }

        await LoadAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        await using var module = await JS.InvokeAsync<IJSObjectReference>("import", "./js/leaving.js");
        await module.InvokeVoidAsync("guard", root);
    }

    private async Task LoadAsync()
    {
        (problem, isConflict, loadFault) = (null, false, null);
        var reading = await Session.Scripts.ReadAsync(left.Token);
        if (reading is not ScriptReading.Read { Script: var script })
            loadFault = ScriptWords.Of(((ScriptReading.Failed)reading).Fault, Filters);
        else if (!FilterScript.TryRead(script.Text, out var rules, out var error))
            loadFault = Words.WhyNot(new RuleChange.Unreadable(error));
        else
            Show(script, rules, null);
    }

    private void Show(StoredScript script, FilterScript rules, VacationForm? typed)
    {
        (stored, features) = (script, script.Features);
        kept = Vacation.Of(rules);
        keptSource = rules.SourceOf(RuleKind.Vacation);
        if (script.State != StoredScriptState.Active)
            kept = kept is null ? null : kept with { IsEnabled = false };
        isStranger = rules.HasForeignReply();
        form = typed ?? (kept is null ? New() : VacationForm.Of(kept, Zone));
        if (form.Domains.Length == 0) form.Domains = OwnDomain;
        (isChanged, faults, switched) = (false, [], new object());
    }

    private VacationForm New() => new()
    {
        Addresses = string.Join(", ", Values.Identities.Select(identity => identity.Address).Where(address => !address.Equals(Own.Address, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase)),
    };

    private string OwnDomain => Own.Address[(Own.Address.LastIndexOf('@') + 1)..];

    private Identity Own => Identity.Of(Session.Account);

    private void Changed() => (isChanged, faults) = (true, faults.Count == 0 ? faults : form.Check(Zone, Time.GetUtcNow(), known.Length));

    private Task SwitchAsync(ChangeEventArgs e) => e.Value is true ? SaveAsync(false) : TurnOffAsync();

    private async Task SaveAsync(bool overTheirs)
    {
        var now = Time.GetUtcNow();
        faults = form.Check(Zone, now, known.Length);
        if (faults is [var first, ..])
        {
            switched = new object();
            await fields!.FocusAsync(first.Field);
            return;
        }

        if (isStranger)
        {
            (problem, switched) = (new ScriptNotice(Texts["OtherVacationFirst"]), new object());
            return;
        }

        var vacation = form.Make(Zone, now, Sender, known);
        var (before, typed) = (kept, form);
        if (await PutAsync(vacation, overTheirs, typed))
            Say(State == VacationState.Scheduled ? Texts["TurnedOnLater", Words.Moment(vacation.From!.Value, Zone)] : Texts["TurnedOn"], () => RestoreAsync(before));
    }

    private async Task TurnOffAsync()
    {
        if (kept is not { } before) return;
        if (await PutAsync(before with { IsEnabled = false }, false, isChanged ? form : null))
            Say(Texts["TurnedOff"], () => RestoreAsync(before));
    }

    private async Task RestoreAsync(Vacation? before)
    {
        if (await PutAsync(before, false, null)) Say(Texts["Restored"], null);
    }

    /// <summary>Puts it into the script; false if that did not come out as wanted, which is shown then.</summary>
    private async Task<bool> PutAsync(Vacation? vacation, bool overTheirs, VacationForm? typed)
    {
        (isBusy, problem, isConflict) = (true, null, false);
        var source = keptSource;
        var isOther = false;
        var change = await Session.Scripts.ChangeAsync(
            (rules, offered) => vacation?.Problems(offered, rules.Expands) ?? [],
            (rules, offered) =>
            {
                // The rest of the script may be another by now; these words were changed by somebody who meant it.
                isOther = !overTheirs && rules.SourceOf(RuleKind.Vacation) != source;
                return isOther ? null : Vacation.Put(rules, vacation, offered);
            },
            CancellationToken.None);
        isBusy = false;
        (problem, isConflict, switched) = (isOther ? new ScriptNotice(Texts["Conflict"]) : Words.WhyNot(change), isOther, new object());
        if (change is RuleChange.Made { Script: var script } && FilterScript.TryRead(script.Text, out var rules, out _))
            Show(script, rules, typed);
        else if (problem is null)
            isChanged = false;
        return problem is null;
    }

    private async Task PreviewAsync()
    {
        var texts = new List<(string Subject, string Text)> { (form.Subject, form.Text) };
        if (form.HasOutside) texts.Add((form.OutsideSubject, form.OutsideText));
        if (texts.Exists(text => string.IsNullOrWhiteSpace(text.Text)))
        {
            faults = form.Check(Zone, Time.GetUtcNow(), known.Length);
            await fields!.FocusAsync(string.IsNullOrWhiteSpace(form.Text) ? VacationField.Text : VacationField.OutsideText);
            return;
        }

        isBusy = true;
        OperationOutcome? outcome = null;
        foreach (var (subject, text) in texts)
        {
            var pending = Session.Leave(string.IsNullOrWhiteSpace(subject) ? Texts["PreviewSubject"] : subject.Trim(), text);
            outcome = await pending.Outcome;
            if (outcome is not OperationOutcome.Done) break;
        }

        isBusy = false;
        if (outcome is OperationOutcome.Done) Say(Texts["PreviewSent"], null);
        else problem = new ScriptNotice(Texts["PreviewFailed"], (outcome as OperationOutcome.Refused)?.ServerText);
    }

    private async Task UndoAsync()
    {
        var undo = takeBack;
        (said, takeBack) = (null, null);
        if (undo is not null) await undo();
    }

    private void Say(string text, Func<Task>? undo) => (said, saidKey, takeBack) = (text, new object(), undo);

    /// <summary>The name that the answers carry; without one the account's address stands alone, which the server knows better.</summary>
    private string? Sender => Values.Identities is [{ Name.Length: > 0 } identity, ..] ? Identity.Of(identity).ToEncodedField() : null;

    /// <summary>When the clocks are changed in a period; null: they are not.</summary>
    private DateTimeOffset? Shifts(DateTimeOffset begin, DateTimeOffset end)
    {
        var offset = Zone.GetUtcOffset(begin);
        for (var day = begin; day < end && day < begin.AddYears(1); day = day.AddDays(1))
        {
            if (Zone.GetUtcOffset(day) != offset) return day;
        }

        return null;
    }
}
