namespace Webmail.Engine.Accounts;

/// <summary>The configuration section <c>Mail</c>. Names and defaults are a contract with administrators.</summary>
public sealed class MailOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Mail";

    /// <summary>The key in <see cref="Domains"/> that stands for every domain not listed.</summary>
    public const string AnyDomain = "*";

    /// <summary>Where the mail is. Default: <c>localhost</c>, 993, TLS.</summary>
    public ServerOptions Imap { get; set; } = new();

    /// <summary>Where mail is handed in. Default: the IMAP host, 465, TLS (RFC 8314 3.3).</summary>
    public ServerOptions Submission { get; set; } = new();

    /// <summary>Where filters are kept. Default: the IMAP host, 4190 (RFC 5804 1.8), STARTTLS.</summary>
    public ServerOptions Sieve { get; set; } = new();

    /// <summary>What one person may send.</summary>
    public LimitOptions Limits { get; set; } = new();

    /// <summary>Which addresses people may write from.</summary>
    public IdentityOptions Identities { get; set; } = new();

    /// <summary>What people are told of whom they write to.</summary>
    public RecipientOptions Recipients { get; set; } = new();

    /// <summary>
    /// Whose Authentication-Results are believed (RFC 8601): the authserv-ids of the servers that take mail in. Default: nobody's, since a
    /// sender may write such fields too and only the host knows that its servers remove them.
    /// </summary>
    public IReadOnlyList<string> AuthenticationServers { get; set; } = [];

    /// <summary>
    /// Servers by domain. When any domain is listed, only the listed ones can sign in, unless <see cref="AnyDomain"/> is listed too.
    /// What a domain does not give falls back to <see cref="AnyDomain"/>, then to the servers above.
    /// </summary>
    public Dictionary<string, DomainOptions> Domains { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Appended, after an <c>@</c>, to a user name that has none. Default: nothing.</summary>
    public string? LoginDomain { get; set; }

    /// <summary>Accept an unencrypted connection to a host that is not loopback. Default: no.</summary>
    public bool AllowPlaintext { get; set; }
}
