using MimeKit;

namespace Webmail.MailServers.DemoMail;

/// <summary>An invented correspondent.</summary>
internal sealed record Person(string Name, string Address)
{
    public MailboxAddress Mailbox => new(Name, Address);

    /// <summary>What a greeting calls them.</summary>
    public string FirstName => Name.Split(' ')[0];
}
