namespace Webmail.Engine.Reading;

/// <summary>One text part, decoded.</summary>
/// <param name="IsHtml">text/html rather than text/plain.</param>
/// <param name="Text">The text.</param>
/// <param name="IsFlowed">format=flowed (RFC 3676): lines that end with a space go on in the next.</param>
/// <param name="DeletesSpace">delsp=yes: that space is not part of the text.</param>
/// <param name="IsCut">The part is longer than what is shown.</param>
public sealed record TextSection(bool IsHtml, string Text, bool IsFlowed = false, bool DeletesSpace = false, bool IsCut = false);
