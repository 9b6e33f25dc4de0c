using System.Collections.Immutable;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.Language;
using Webmail.Engine.Sieve.ManageSieve;
using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Filters.Saving;

namespace Webmail.Web.UI.Filters;

/// <summary>
/// The filters of an account as one page shows and changes them. A change shows at once and is saved in turn; one that is refused is taken
/// back, and what waited behind it with it. For one circuit, on its own context.
/// </summary>
internal sealed class FilterDesk(SieveScripts scripts)
{
    // Ends when whoever came last is done. A page that goes lets what it began come to its end.
    private Task turn = Task.CompletedTask;
    private int refusals;

    /// <summary>What is on the server, as far as is known; null before it was read.</summary>
    public StoredScript? Stored { get; private set; }

    /// <summary>What is shown: changes that are on their way are in it. Null if there is nothing to show as rules.</summary>
    public FilterScript? Shown { get; private set; }

    /// <summary>Why nothing could be read.</summary>
    public ManageSieveFault? Fault { get; private set; }

    /// <summary>Why what was read can't be shown as rules.</summary>
    public SieveSyntaxError? SyntaxError { get; private set; }

    /// <summary>How many changes are on their way.</summary>
    public int Saving { get; private set; }

    /// <summary>What came of the last change, unless it was saved and has nothing to be said of.</summary>
    public ScriptSaving? Outcome { get; private set; }

    /// <summary>The server's words on rules of the last script that it refused, by their place in <see cref="Shown"/>; empty: it named none.</summary>
    public ImmutableDictionary<int, string> Refused { get; private set; } = ImmutableDictionary<int, string>.Empty;

    /// <summary>What the last change that was saved replaced; null: nothing that could be brought back.</summary>
    public string? Replaced { get; private set; }

    /// <summary>Told of every change.</summary>
    public event Action? Changed;

    /// <summary>Reads the script of the server. What was not saved is left behind.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var done = await TurnAsync();
        try
        {
            switch (await scripts.ReadAsync(cancellationToken))
            {
                case ScriptReading.Read read:
                    Fault = null;
                    Take(read.Script);
                    break;
                case ScriptReading.Failed failed:
                    Fault = failed.Fault;
                    break;
            }
        }
        finally
        {
            done.SetResult();
        }

        Changed?.Invoke();
    }

    /// <summary>Looks whether the server still answers and has what is shown; what it has comes by <see cref="See"/>.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        Fault = await scripts.ReadAsync(cancellationToken) is ScriptReading.Failed failed ? failed.Fault : null;
        Changed?.Invoke();
    }

    /// <summary>Begins with a script that was seen before.</summary>
    public void Begin(StoredScript script) => Take(script);

    /// <summary>Shows what another tab has read or saved, if nothing is on its way here. True if it is something else than what was shown.</summary>
    public bool See(StoredScript script)
    {
        if (Saving > 0 || Outcome is ScriptSaving.Conflict || (Stored is { } stored && (stored.Name, stored.Version, stored.State) == (script.Name, script.Version, script.State)))
            return false;
        Fault = null;
        Take(script);
        Changed?.Invoke();
        return true;
    }

    /// <summary>Changes the rules and saves them. True if the server has them now.</summary>
    /// <param name="change">The change; made on what is shown.</param>
    public async Task<bool> ChangeAsync(Func<FilterScript, FilterScript> change)
    {
        var changed = change(Shown!);
        Shown = changed;
        return await SaveAsync(changed.Text);
    }

    /// <summary>Saves a text in place of the whole script: an earlier version, or what somebody else's change was in the way of.</summary>
    public async Task<bool> ReplaceAsync(string text)
    {
        if (FilterScript.TryRead(text, out var script, out _))
            Shown = script;
        return await SaveAsync(text);
    }

    /// <summary>Saves what the last change was about, although somebody else has changed the script meanwhile.</summary>
    public Task<bool> TakeOursAsync()
    {
        if (Outcome is not ScriptSaving.Conflict conflict)
            return Task.FromResult(false);
        Stored = conflict.Theirs;
        return ReplaceAsync(conflict.Ours);
    }

    /// <summary>Goes on with what somebody else has saved.</summary>
    public void TakeTheirs()
    {
        if (Outcome is not ScriptSaving.Conflict conflict)
            return;
        Outcome = null;
        Take(conflict.Theirs);
        Changed?.Invoke();
    }

    /// <summary>Makes the script the one that the server runs.</summary>
    public async Task<bool> ActivateAsync()
    {
        if (Stored is not { } stored)
            return false;
        return await InTurnAsync(async () => await scripts.ActivateAsync(stored, CancellationToken.None));
    }

    /// <summary>Forgets what came of the last change.</summary>
    public void Dismiss()
    {
        Outcome = null;
        Refused = Refused.Clear();
        Changed?.Invoke();
    }

    private Task<bool> SaveAsync(string text)
    {
        // What stands on a change that is refused meanwhile is taken back with it.
        var known = refusals;
        return InTurnAsync(async () => known == refusals ? await scripts.SaveAsync(Stored!, text, CancellationToken.None) : null);
    }

    private async Task<bool> InTurnAsync(Func<Task<ScriptSaving?>> work)
    {
        Saving++;
        Changed?.Invoke();
        var done = await TurnAsync();
        try
        {
            return await work() is { } outcome && Settle(outcome);
        }
        finally
        {
            done.SetResult();
            Saving--;
            Changed?.Invoke();
        }
    }

    private async Task<TaskCompletionSource> TurnAsync()
    {
        var (before, done) = (turn, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        turn = done.Task;
        await before;
        return done;
    }

    private bool Settle(ScriptSaving outcome)
    {
        (Outcome, Refused) = (outcome is ScriptSaving.Saved { Warnings: null } ? null : outcome, Refused.Clear());
        var before = Stored;
        switch (outcome)
        {
            case ScriptSaving.Saved saved:
                (Stored, Replaced) = (saved.Script, before?.Text);
                // What was changed after this is shown already, and waits for its turn.
                if (Saving == 1)
                    Take(saved.Script);
                return true;
            case ScriptSaving.NotActive notActive:
                Replaced = null;
                Take(notActive.Script);
                return true;
            case ScriptSaving.Invalid invalid:
                Refused = Shown is null ? Refused : RuleLines.Find(invalid.ServerText, Shown);
                break;
        }

        refusals++;
        if (before is not null)
            Take(before);
        return false;
    }

    private void Take(StoredScript script)
    {
        Stored = script;
        Shown = FilterScript.TryRead(script.Text, out var read, out var error) ? read : null;
        SyntaxError = error;
    }
}
