namespace Webmail.Engine.Reading;

/// <summary>How the frame looks and speaks: the theme and words of the person who reads.</summary>
/// <param name="IsDark">Whether it is light on dark.</param>
/// <param name="BlockedImage">The label of a picture that is held back, such as "Image blocked".</param>
/// <param name="ShowQuote">The name of the control that opens quoted text.</param>
/// <param name="TextSize">Per cent of the size that the sender, or we, gave the text.</param>
public sealed record FrameLook(bool IsDark, string BlockedImage, string ShowQuote, int TextSize = 100)
{
    /// <summary>The sizes that a person can choose from.</summary>
    public static readonly IReadOnlyList<int> TextSizes = [90, 100, 115, 130, 150, 175, 200];

    /// <summary>What stands before the true host of a link that names another one, such as "leads to".</summary>
    public string LeadsTo { get; init; } = "→";
}
