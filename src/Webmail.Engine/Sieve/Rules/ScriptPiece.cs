namespace Webmail.Engine.Sieve.Rules;

/// <summary>A part of a script: all of them one after the other are the script.</summary>
/// <param name="Before">The comments that belong to the command.</param>
/// <param name="Code">The command; empty: comments of the script.</param>
/// <param name="After">What stands behind it and belongs to it.</param>
internal sealed record ScriptPiece(string Before, string Code, string After)
{
    /// <summary>What a person sees of it; null: it is a require, or comments.</summary>
    public FilterEntry? Entry { get; init; }

    /// <summary>The extensions of a require.</summary>
    public IReadOnlyCollection<string>? Required { get; init; }

    /// <summary>The extensions that the command uses.</summary>
    public IReadOnlyCollection<string> Used { get; init; } = [];

    /// <summary>Whether it is the require that is kept right here.</summary>
    public bool IsOurRequire => Required is not null && After.TrimStart().StartsWith(RuleComments.Require, StringComparison.Ordinal);

    public string Text => Before + Code + After;
}
