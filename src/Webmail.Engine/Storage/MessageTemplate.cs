namespace Webmail.Engine.Storage;

/// <summary>A text that is inserted again and again.</summary>
/// <param name="Id">Names it in addresses.</param>
/// <param name="Name">What the person calls it.</param>
/// <param name="Subject">The subject that comes with it; empty: none.</param>
/// <param name="Html">Cleaned HTML, with places such as <c>{{recipient}}</c>.</param>
public sealed record MessageTemplate(Guid Id, string Name, string Subject, string Html);
