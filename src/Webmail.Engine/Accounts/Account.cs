namespace Webmail.Engine.Accounts;

/// <summary>Whose mail, and on which servers. Holds no secret.</summary>
/// <param name="UserName">The name the mail server knows, with its domain when one is configured.</param>
/// <param name="Imap">Where the mail is.</param>
/// <param name="Submission">Where mail is handed in; <c>null</c> when sending is turned off.</param>
/// <param name="Sieve">Where filters are kept; <c>null</c> when filters are turned off.</param>
public sealed record Account(string UserName, ServerEndpoint Imap, ServerEndpoint? Submission, ServerEndpoint? Sieve)
{
    /// <summary>
    /// A stable key: the user name in lower case, and the IMAP host. It names an account and proves nothing:
    /// whoever shares something by it has to check the credentials first.
    /// </summary>
    public string Id => $"{UserName.ToLowerInvariant()}|{Imap.Host.ToLowerInvariant()}";

    /// <summary>Says nothing about whose account it is, so that it may stand in a log.</summary>
    public override string ToString() => $"Account on {Imap.Key}";
}
