namespace Webmail.Engine.Attachments;

/// <summary>One line of a contact.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">As it is shown; an address has several lines.</param>
/// <param name="Use">Where it is used.</param>
public sealed record ContactLine(ContactLineKind Kind, string Value, ContactUse Use);
