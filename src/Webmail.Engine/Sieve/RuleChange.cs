using Webmail.Engine.Sieve.Language;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Sieve;

/// <summary>What came of a change to rules.</summary>
public abstract record RuleChange
{
    private RuleChange()
    {
    }

    /// <summary>It is made, and the server runs it.</summary>
    /// <param name="Before">The rules before it.</param>
    /// <param name="Script">The script as it is on the server now.</param>
    public sealed record Made(FilterScript Before, StoredScript Script) : RuleChange;

    /// <summary>There was nothing to change, or the change does not fit what is there now; nothing was saved.</summary>
    public sealed record NotNeeded : RuleChange;

    /// <summary>The script on the server is not Sieve: somebody has to mend its source first.</summary>
    public sealed record Unreadable(SieveSyntaxError Error) : RuleChange;

    /// <summary>It could not be written as a rule.</summary>
    public sealed record Unfit(RuleProblem Problem) : RuleChange;

    /// <summary>It was not saved, or the server does not run it yet.</summary>
    public sealed record NotSaved(ScriptSaving Saving) : RuleChange;
}
