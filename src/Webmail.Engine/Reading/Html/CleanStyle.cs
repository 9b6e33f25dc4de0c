namespace Webmail.Engine.Reading.Html;

/// <summary>Cleaned declarations of one rule or style attribute.</summary>
/// <param name="Text">Them, as CSS.</param>
/// <param name="Dark">The colours among them as a dark page has them, as CSS; empty if there are none.</param>
/// <param name="Raised">Of a style attribute, the colours that were called important: no style sheet could change that, so it is said in one.</param>
/// <param name="DarkRaised">The same for a dark page.</param>
internal readonly record struct CleanStyle(string Text, string Dark = "", string Raised = "", string DarkRaised = "")
{
    public static readonly CleanStyle None = new("");

    /// <summary>The pixels of width that a style attribute asks for; 0 if it asks for none.</summary>
    public int Width { get; init; }

    /// <summary>Whether a style attribute leaves nothing to be seen (<see cref="Unseen"/>).</summary>
    public bool Hides { get; init; }
}
