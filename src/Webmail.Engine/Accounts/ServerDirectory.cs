using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Webmail.Engine.Accounts;

/// <summary>Finds the servers of a user name. Asks nobody: the list is fixed by the administrator.</summary>
public sealed class ServerDirectory(MailOptions options)
{
    private static readonly DomainOptions Nothing = new();
    private static readonly IdnMapping Idn = new();

    /// <summary>Makes the account of a user name; <c>false</c> when it is no user name, or no server is configured for its domain.</summary>
    public bool TryFind(string userName, [NotNullWhen(true)] out Account? account)
    {
        account = null;
        var name = userName.Trim();
        if (name.Length == 0 || name.Any(char.IsControl))
            return false;

        if (!name.Contains('@') && options.LoginDomain is { Length: > 0 } loginDomain)
            name = $"{name}@{loginDomain.TrimStart('@')}";

        var at = name.LastIndexOf('@');
        if (at == 0 || at == name.Length - 1)
            return false;

        var any = Listed(MailOptions.AnyDomain);
        var domain = at < 0 ? any : Listed(name[(at + 1)..]) ?? any;
        // A name without a domain can only belong to the default servers, whatever other domains there are.
        if (domain is null && at >= 0 && options.Domains.Count > 0)
            return false;

        account = Make(name, domain ?? Nothing, any ?? Nothing);
        return true;
    }

    /// <summary>Whose Authentication-Results are believed in an account's mail.</summary>
    public IReadOnlyList<string> AuthenticationServers(Account account)
    {
        var at = account.UserName.LastIndexOf('@');
        var any = Listed(MailOptions.AnyDomain);
        return new[] { at < 0 ? any : Listed(account.UserName[(at + 1)..]), any }
            .Select(static domain => domain?.AuthenticationServers).FirstOrDefault(static servers => servers is { Count: > 0 }) ?? options.AuthenticationServers;
    }

    /// <summary>Every server for filters that is configured, for whatever domain: where one of them may send us to.</summary>
    internal IReadOnlyCollection<ServerEndpoint> SieveServers()
    {
        var any = Listed(MailOptions.AnyDomain) ?? Nothing;
        return [.. options.Domains.Values.Append(Nothing).Select(domain => Make("anyone", domain ?? Nothing, any).Sieve).OfType<ServerEndpoint>().Distinct()];
    }

    private Account Make(string name, DomainOptions domain, DomainOptions any)
    {
        var imap = Endpoint([domain.Imap, any.Imap, options.Imap], "localhost", 993, TransportSecurity.Tls)!;
        var submission = Endpoint([domain.Submission, any.Submission, options.Submission], imap.Host, 465, TransportSecurity.Tls);
        var sieve = Endpoint([domain.Sieve, any.Sieve, options.Sieve], imap.Host, 4190, TransportSecurity.StartTls);
        return new Account(name, imap, submission, sieve);
    }

    private ServerEndpoint? Endpoint(ServerOptions?[] given, string host, int port, TransportSecurity security)
    {
        var configured = given.Select(server => server?.Host).FirstOrDefault(value => value is not null);
        if (configured is not null && string.IsNullOrWhiteSpace(configured))
            return null;

        return new ServerEndpoint(
            configured?.Trim() ?? host,
            given.Select(server => server?.Port).FirstOrDefault(value => value is not null) ?? port,
            given.Select(server => server?.Security).FirstOrDefault(value => value is not null) ?? security,
            given.Select(server => server?.TrustedCertificate).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)))
        { AllowPlaintext = options.AllowPlaintext };
    }

    private DomainOptions? Listed(string domain)
    {
        var wanted = Ascii(domain);
        foreach (var (name, servers) in options.Domains)
        {
            if (string.Equals(Ascii(name), wanted, StringComparison.OrdinalIgnoreCase))
                return servers ?? Nothing;
        }

        return null;
    }

    /// <summary>One spelling for a domain, so that <c>müller.example</c> and <c>xn--mller-kva.example</c> are the same.</summary>
    private static string Ascii(string domain)
    {
        try
        {
            return domain == MailOptions.AnyDomain ? domain : Idn.GetAscii(domain.TrimEnd('.'));
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }
}
