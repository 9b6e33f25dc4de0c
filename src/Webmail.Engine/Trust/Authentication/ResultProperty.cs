namespace Webmail.Engine.Trust.Authentication;

/// <summary>What a result was found by (RFC 8601 2.2, propspec).</summary>
/// <param name="Type">Where it was looked for, in lower case: <c>header</c>, <c>smtp</c>, <c>policy</c>; empty where a server leaves it out.</param>
/// <param name="Name">Its name there, in lower case, such as <c>from</c> or <c>d</c>.</param>
/// <param name="Value">Its value as it stands, quotes taken off.</param>
public readonly record struct ResultProperty(string Type, string Name, string Value);
