namespace Webmail.Engine.Submission.Outbox;

/// <summary>A recipient that the server did not take (RFC 5321 3.3). Then nobody gets the message: it is all or nobody.</summary>
/// <param name="Address">The address as it was given to the server.</param>
/// <param name="Code">The reply code (RFC 5321 4.2), 400 to 599.</param>
/// <param name="EnhancedStatus">The enhanced status code (RFC 3463), such as <c>5.1.1</c>; null if the server gave none.</param>
/// <param name="ServerText">The server's own words. They are text from outside: encode them, do not log them.</param>
public sealed record RecipientRefusal(string Address, int Code, string? EnhancedStatus, string ServerText)
{
    /// <summary>True if the server asks to try again later.</summary>
    public bool IsTemporary => Code is >= 400 and < 500;
}
