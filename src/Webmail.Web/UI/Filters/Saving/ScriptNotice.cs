namespace Webmail.Web.UI.Filters.Saving;

/// <summary>What a person reads after something was done with filters.</summary>
/// <param name="Text">What happened, what is safe and what to do, in the person's language.</param>
/// <param name="ServerText">The server's own words, which may have several lines; null if it said nothing that helps.</param>
/// <param name="IsError">It did not come out as wanted.</param>
public sealed record ScriptNotice(string Text, string? ServerText = null, bool IsError = true);
