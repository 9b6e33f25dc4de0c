namespace Webmail.Web.Endpoints;

/// <summary>What came of leaving a list.</summary>
/// <param name="Done">What was done, in words; null if it was not.</param>
/// <param name="Reason">Why not, and what to do, in words; null if it was done.</param>
internal sealed record UnsubscribeAnswer(string? Done, string? Reason);
