using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Webmail.Engine.Accounts;

namespace Webmail.Web.Hosting.Configuration;

/// <summary>What the section <c>Mail</c> has to obey beyond the type of each value.</summary>
internal static class MailRules
{
    public static IEnumerable<ConfigurationFault> Check(MailOptions mail)
    {
        var servers = new List<(string Key, ServerOptions Server)>
        {
            ("Mail:Imap", mail.Imap), ("Mail:Submission", mail.Submission), ("Mail:Sieve", mail.Sieve),
        };
        foreach (var (domain, options) in mail.Domains)
        {
            if (domain != MailOptions.AnyDomain && !IsHost(domain))
                yield return new($"Mail:Domains:{domain}", domain, "a domain, or * for all others");
            servers.Add(($"Mail:Domains:{domain}:Imap", options.Imap));
            servers.Add(($"Mail:Domains:{domain}:Submission", options.Submission));
            servers.Add(($"Mail:Domains:{domain}:Sieve", options.Sieve));
        }

        var faults = servers.SelectMany(server => CheckServer(server.Key, server.Server)).ToList();
        foreach (var fault in faults)
            yield return fault;

        if (mail.LoginDomain is { Length: > 0 } domainName && !IsHost(domainName.TrimStart('@')))
            yield return new("Mail:LoginDomain", domainName, "a domain, such as example.org");

        foreach (var own in mail.Recipients.OwnDomains.Where(static own => !IsHost(own)))
            yield return new("Mail:Recipients:OwnDomains", own, "domains, such as example.org, with commas between");

        var authentication = mail.Domains.Select(static listed => (Key: $"Mail:Domains:{listed.Key}", Servers: listed.Value.AuthenticationServers)).Prepend((Key: "Mail", Servers: mail.AuthenticationServers));
        foreach (var (key, server) in authentication.SelectMany(static one => one.Servers.Select(server => (one.Key, server))).Where(static one => !IsIdentifier(one.server)))
            yield return new($"{key}:AuthenticationServers", server, "names as they begin the field Authentication-Results, such as mx.example.org, with commas between");

        // Endpoints come out of servers that are right in themselves only.
        if (faults.Count > 0)
            yield break;
        foreach (var fault in CheckPlaintext(mail))
            yield return fault;
    }

    private static IEnumerable<ConfigurationFault> CheckServer(string key, ServerOptions server)
    {
        if (server.Host is { } host && !IsHost(host) && !(host.Length == 0 && !key.EndsWith("Imap", StringComparison.Ordinal)))
            yield return new($"{key}:Host", host, "a host name or an address");
        if (server.Port is < 1 or > 65535)
            yield return new($"{key}:Port", server.Port.Value.ToString(CultureInfo.InvariantCulture), "a whole number from 1 to 65535");
        if (server.TrustedCertificate is { Length: > 0 } certificate && !IsFingerprint(certificate) && !IsPem(certificate))
            yield return new($"{key}:TrustedCertificate", certificate, "a readable PEM file, or a SHA-256 fingerprint of 64 hexadecimal digits");
    }

    /// <summary>By the endpoints that result, because host and security may come from different places.</summary>
    private static IEnumerable<ConfigurationFault> CheckPlaintext(MailOptions mail)
    {
        var directory = new ServerDirectory(mail);
        var seen = new HashSet<string>();
        foreach (var domain in mail.Domains.Keys.Select(d => d == MailOptions.AnyDomain ? "any.invalid" : d).Append(""))
        {
            if (!directory.TryFind(domain.Length == 0 ? "someone" : $"someone@{domain}", out var account))
                continue;
            (string Kind, ServerEndpoint? Endpoint)[] endpoints =
                [("Imap", account.Imap), ("Submission", account.Submission), ("Sieve", account.Sieve)];
            foreach (var (kind, endpoint) in endpoints)
            {
                if (endpoint is { IsProtected: false } && seen.Add($"{kind} {endpoint.Key}"))
                    yield return new($"Mail:{kind}:Security", $"None for {endpoint.Host}", "Tls, StartTls; None only for a loopback host or with Mail:AllowPlaintext true");
            }
        }
    }

    /// <summary>RFC 8601 2.5: mostly a host's name, but any word will do.</summary>
    private static bool IsIdentifier(string name) => name.Trim() is { Length: > 0 } word && !word.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ';' or '=' or '(' or ')' or '"');

    private static bool IsHost(string name) => Uri.CheckHostName(name.Trim('[', ']')) != UriHostNameType.Unknown;

    private static bool IsFingerprint(string text)
    {
        var digits = text.Replace(":", "", StringComparison.Ordinal);
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit);
    }

    private static bool IsPem(string file)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
            return true;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
