using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>One command of a script with its comments, as a person sees it.</summary>
/// <param name="Source">Its text with the comments and blank lines that belong to it.</param>
/// <param name="Position">Where its command begins.</param>
public abstract record FilterEntry(string Source, SievePosition Position)
{
    /// <summary>One that is a rule.</summary>
    /// <param name="Rule">What it says.</param>
    /// <param name="Owner">Who wrote it.</param>
    /// <param name="Source">Its text.</param>
    /// <param name="Position">Where its command begins.</param>
    public sealed record Known(FilterRule Rule, RuleOwner Owner, string Source, SievePosition Position) : FilterEntry(Source, Position)
    {
        /// <summary>Whether it can be changed, moved and removed here without another program undoing it.</summary>
        public bool IsEditable => Owner != RuleOwner.Nextcloud;
    }

    /// <summary>One that says more than a rule can: shown as it is, and kept.</summary>
    public sealed record Locked(string Source, SievePosition Position) : FilterEntry(Source, Position);
}
