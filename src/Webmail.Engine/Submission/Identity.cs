using MimeKit;
using Webmail.Engine.Accounts;

namespace Webmail.Engine.Submission;

/// <summary>An address that a person writes from.</summary>
/// <param name="Name">The name shown beside it; empty if there is none.</param>
/// <param name="Address">The address.</param>
public sealed record Identity(string Name, string Address)
{
    /// <summary>The account's own address: its user name, which on a server without domains gets the server's.</summary>
    public static Identity Of(Account account) =>
        new("", account.UserName.Contains('@', StringComparison.Ordinal) ? account.UserName : $"{account.UserName}@{account.Imap.Host}");

    /// <summary>For a From field.</summary>
    public MailboxAddress ToMailbox() => new(Name.Length > 0 ? Name : null, Address);
}
