using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Sieve;

/// <summary>Changes to rules that are right whatever else the script holds: a block, the end of an absence.</summary>
public static class RuleChanges
{
    // Somebody who changes the script at the same time does so once, not without end.
    private const int Attempts = 3;

    /// <summary>Reads the script, changes it and saves it; anew if somebody else changed it in between.</summary>
    /// <param name="scripts">The scripts of the account.</param>
    /// <param name="change">Makes the new rules from those that are there; null, or the same: nothing to do. May be called several times.</param>
    /// <param name="cancellationToken">Breaks it off; it may have been saved then.</param>
    public static Task<RuleChange> ChangeAsync(this SieveScripts scripts, Func<FilterScript, SieveFeatures, FilterScript?> change, CancellationToken cancellationToken) =>
        scripts.ChangeAsync(static (_, _) => [], change, cancellationToken);

    /// <summary>The same for rules that may not be possible here.</summary>
    /// <param name="scripts">The scripts of the account.</param>
    /// <param name="problems">What keeps them from being written; none: <paramref name="change"/> is called.</param>
    /// <param name="change">Makes the new rules.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public static async Task<RuleChange> ChangeAsync(
        this SieveScripts scripts,
        Func<FilterScript, SieveFeatures, IReadOnlyList<RuleProblem>> problems,
        Func<FilterScript, SieveFeatures, FilterScript?> change,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scripts);
        ArgumentNullException.ThrowIfNull(problems);
        ArgumentNullException.ThrowIfNull(change);
        ScriptSaving? saving = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var reading = await scripts.ReadAsync(cancellationToken);
            if (reading is not ScriptReading.Read { Script: var stored })
                return new RuleChange.NotSaved(new ScriptSaving.Failed(((ScriptReading.Failed)reading).Fault));
            if (!FilterScript.TryRead(stored.Text, out var script, out var error))
                return new RuleChange.Unreadable(error);
            if (problems(script, stored.Features) is [var problem, ..])
                return new RuleChange.Unfit(problem);
            // What is right and not run yet is saved once more, which makes it run.
            if (change(script, stored.Features) is not { } changed || (changed.Text == script.Text && stored.State == StoredScriptState.Active))
                return new RuleChange.NotNeeded();
            saving = await scripts.SaveAsync(stored, changed.Text, cancellationToken);
            if (saving is ScriptSaving.Saved { Script: var saved })
                return new RuleChange.Made(script, saved);
            if (saving is not ScriptSaving.Conflict)
                break;
        }

        return new RuleChange.NotSaved(saving!);
    }
}
