namespace Webmail.Engine.Accounts;

/// <summary>The servers of one domain (<c>Mail:Domains:&lt;domain&gt;</c>).</summary>
public sealed class DomainOptions
{
    /// <summary>Where the mail is.</summary>
    public ServerOptions Imap { get; set; } = new();

    /// <summary>Where mail is handed in.</summary>
    public ServerOptions Submission { get; set; } = new();

    /// <summary>Where filters are kept.</summary>
    public ServerOptions Sieve { get; set; } = new();

    /// <summary>As <see cref="MailOptions.AuthenticationServers"/>, in its place; empty: that one.</summary>
    public IReadOnlyList<string> AuthenticationServers { get; set; } = [];
}
