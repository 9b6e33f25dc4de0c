using Microsoft.Extensions.Configuration;
using Webmail.Engine.Accounts;
using Webmail.Web.Hosting.Configuration;

namespace Webmail.Web.Tests.Hosting;

public sealed class ConfigurationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("webmail-test-").FullName;

    [Fact]
    public void Nothing_given_is_fine()
    {
        var configuration = Read(out var faults);

        Assert.Empty(faults);
        Assert.Equal("Webmail", configuration.Brand.Name);
        Assert.Equal("'self'", configuration.Hosting.FrameAncestors);
    }

    [Theory]
    [InlineData("Mail:Imap:Port", "abc", "Mail:Imap:Port: \"abc\" was given. Allowed: a whole number.")]
    [InlineData("Mail:Imap:Port", "70000", "Mail:Imap:Port: \"70000\" was given. Allowed: a whole number from 1 to 65535.")]
    [InlineData("Mail:Imap:Security", "Ssl", "Mail:Imap:Security: \"Ssl\" was given. Allowed: Tls, StartTls, None.")]
    [InlineData("Mail:Imap:Security", "0", "Mail:Imap:Security: \"0\" was given. Allowed: Tls, StartTls, None.")]
    [InlineData("Mail:Imap:Host", "", "Mail:Imap:Host: \"\" was given. Allowed: a host name or an address.")]
    [InlineData("Mail:AllowPlaintext", "yes", "Mail:AllowPlaintext: \"yes\" was given. Allowed: true, false.")]
    [InlineData("Mail:Identities:AnyAddress", "own", "Mail:Identities:AnyAddress: \"own\" was given. Allowed: true, false.")]
    [InlineData("Mail:Recipients:OwnDomains", "example.org, @example.com", "Mail:Recipients:OwnDomains: \"@example.com\" was given. Allowed: domains, such as example.org, with commas between.")]
    [InlineData("Mail:Limits:UploadMegabytes", "0", "Mail:Limits:UploadMegabytes: \"0\" was given. Allowed: a whole number from 1 to 10000.")]
    [InlineData("Mail:Connections:InteractiveConnections", "0", "Mail:Connections:InteractiveConnections: \"0\" was given. Allowed: a whole number from 1 to 8.")]
    [InlineData("Mail:Imap:Hots", "x", "Mail:Imap:Hots: \"x\" was given. Allowed: no such key; there are Host, Port, Security, TrustedCertificate.")]
    [InlineData("Mail:Imap:TrustedCertificate", "/nowhere.pem", "Mail:Imap:TrustedCertificate: \"/nowhere.pem\" was given. Allowed: a readable PEM file, or a SHA-256 fingerprint of 64 hexadecimal digits.")]
    [InlineData("Mail:LoginDomainFile", "/nowhere", "Mail:LoginDomainFile: \"/nowhere\" was given. Allowed: the name of a file that this program may read.")]
    [InlineData("Storage:Provider", "Oracle", "Storage:Provider: \"Oracle\" was given. Allowed: Sqlite, PostgreSql.")]
    [InlineData("Storage:Provider", "PostgreSql", "Storage:ConnectionString: nothing was given. Allowed: a PostgreSQL connection string, such as Host=db.example.com;Database=webmail;Username=webmail;Password=….")]
    [InlineData("Storage:ConnectionString", "Password=topsecret", "Storage:ConnectionString: \"(not shown)\" was given. Allowed: a SQLite connection string, such as Data Source=/var/lib/webmail/webmail.db.")]
    [InlineData("Hosting:PathBase", "webmail", "Hosting:PathBase: \"webmail\" was given. Allowed: empty, or a path that starts with / and does not end with one, such as /webmail.")]
    [InlineData("Hosting:TrustedProxies:0", "10.0.0.0/33", "Hosting:TrustedProxies: \"10.0.0.0/33\" was given. Allowed: addresses or networks, such as 10.0.0.0/8.")]
    [InlineData("Hosting:FrameAncestors", "https://a.test; script-src *", "Hosting:FrameAncestors: \"https://a.test; script-src *\" was given. Allowed: 'none', or 'self' and https:// origins with a space between them.")]
    [InlineData("Remote:AllowedNetworks", "10.0.0.0/7", "Remote:AllowedNetworks: \"10.0.0.0/7\" was given. Allowed: addresses or networks, such as 10.20.0.0/16, not wider than /8 (IPv6: /7).")]
    [InlineData("Brand:PrimaryColor", "red", "Brand:PrimaryColor: \"red\" was given. Allowed: a colour as #RRGGBB.")]
    [InlineData("Brand:SupportUrl", "javascript:alert(1)", "Brand:SupportUrl: \"javascript:alert(1)\" was given. Allowed: an address that starts with https://, http:// or mailto:, or a path that starts with /.")]
    [InlineData("Brand:LogoUrl", "https://elsewhere.test/a.svg", "Brand:LogoUrl: \"https://elsewhere.test/a.svg\" was given. Allowed: a path on this host that starts with /, or a data:image/ address.")]
    public void A_fault_names_the_key_what_was_given_and_what_is_allowed(string key, string value, string line)
    {
        Read(out var faults, (key, value));

        Assert.Equal(line, Assert.Single(faults).ToString());
    }

    [Theory]
    [InlineData("Host=db;Database=webmail;Username=webmail;Password=topsecret", 0)]
    [InlineData("Host=db;Database=webmail;Password=topsecret", 1)]
    [InlineData("Hots=db;Database=webmail;Username=webmail", 1)]
    [InlineData("Host=db;Database=webmail;Username=webmail;Port=high", 1)]
    [InlineData("Data Source=webmail.db", 1)]
    public void A_connection_to_PostgreSQL_names_server_database_and_user(string connectionString, int wrong)
    {
        Read(out var faults, ("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", connectionString));

        Assert.Equal(wrong, faults.Count);
        Assert.All(faults, fault => Assert.StartsWith("Storage:ConnectionString: \"(not shown)\" was given. Allowed: a PostgreSQL", fault.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        Read(out var faults, ("Mail:Imap:Port", "abc"), ("Mail:Sieve:Port", "-1"), ("Brand:PrimaryColor", "red"));

        Assert.Equal(3, faults.Count);
        using var text = new StringWriter();
        Assert.NotEqual(0, FaultReport.Write(faults, text));
        Assert.Equal(4, text.ToString().TrimEnd().Split(Environment.NewLine).Length);
    }

    [Theory]
    [InlineData("Mail:Imap:Host")]
    [InlineData("Mail:Domains:example.org:Imap:Host")]
    public void Plaintext_to_another_machine_is_refused(string hostKey)
    {
        (string, string)[] given = [(hostKey, "mail.example.org"), (hostKey.Replace("Host", "Security", StringComparison.Ordinal), "None")];

        Read(out var faults, given);
        Assert.Equal("Mail:Imap:Security", Assert.Single(faults).Key);

        Read(out faults, [.. given, ("Mail:AllowPlaintext", "true")]);
        Assert.Empty(faults);
    }

    [Fact]
    public void Plaintext_to_this_machine_is_fine()
    {
        Read(out var faults, ("Mail:Imap:Host", "127.0.0.1"), ("Mail:Imap:Security", "None"));

        Assert.Empty(faults);
    }

    [Fact]
    public void Each_key_can_be_a_file()
    {
        var file = Path.Combine(folder, "secret");
        File.WriteAllText(file, "example.org\n");

        var configuration = Read(out var faults, ("Mail:LoginDomainFile", file));

        Assert.Empty(faults);
        Assert.Equal("example.org", configuration.Mail.LoginDomain);
    }

    [Fact]
    public void Lists_come_with_an_index_or_with_commas()
    {
        Assert.Equal(["10.0.0.0/8", "::1"], Read(out _, ("Hosting:TrustedProxies", "10.0.0.0/8, ::1")).Hosting.TrustedProxies);
        Assert.Equal(["10.0.0.0/8", "::1"], Read(out _, ("Hosting:TrustedProxies:0", "10.0.0.0/8"), ("Hosting:TrustedProxies:1", "::1")).Hosting.TrustedProxies);
    }

    [Fact]
    public void Domains_have_servers_of_their_own()
    {
        var configuration = Read(out var faults, ("Mail:Domains:example.org:Imap:Host", "imap.example.org"), ("Mail:Domains:*:Imap:Port", "1993"));

        Assert.Empty(faults);
        Assert.Equal("imap.example.org", configuration.Mail.Domains["example.org"].Imap.Host);
        Assert.Equal(1993, configuration.Mail.Domains[MailOptions.AnyDomain].Imap.Port);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private WebmailConfiguration Read(out IReadOnlyList<ConfigurationFault> faults, params (string Key, string Value)[] given) =>
        WebmailConfiguration.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(given.Append(("DataDirectory", folder)).Select(setting => KeyValuePair.Create(setting.Item1, (string?)setting.Item2)))
                .Build(),
            out faults);
}
