namespace Webmail.Engine.Sieve.Rules;

/// <summary>What a rule of ours was made for.</summary>
public enum RuleKind
{
    /// <summary>A rule that a person put together.</summary>
    Filter,

    /// <summary>A part of <see cref="Rules.Vacation"/>.</summary>
    Vacation,

    /// <summary>A <see cref="Rules.Forwarding"/>.</summary>
    Forwarding,

    /// <summary>A conversation that a person does not want to hear of.</summary>
    Muted,

    /// <summary>A sender whose mail a person does not want.</summary>
    Blocked,
}
