namespace Webmail.Engine.Reading;

/// <summary>How the frame looks and speaks: the theme and words of the person who reads.</summary>
/// <param name="IsDark">Whether plain text is light on dark. HTML mail stays on white paper.</param>
/// <param name="BlockedImage">The label of a picture that is held back, such as "Image blocked".</param>
/// <param name="ShowQuote">The name of the control that opens quoted text.</param>
public sealed record FrameLook(bool IsDark, string BlockedImage, string ShowQuote);
