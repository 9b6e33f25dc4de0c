using Webmail.Engine.Accounts;

namespace Webmail.Engine.Tests.Imap;

public sealed class ServerDirectoryTests
{
    private readonly MailOptions options = new();

    [Fact]
    public void Nothing_configured_means_this_machine_with_encryption()
    {
        var account = Find("anna");
        Assert.Equal(new ServerEndpoint("localhost", 993, TransportSecurity.Tls, null), account.Imap);
        Assert.Equal(new ServerEndpoint("localhost", 465, TransportSecurity.Tls, null), account.Submission);
        Assert.Equal(new ServerEndpoint("localhost", 4190, TransportSecurity.StartTls, null), account.Sieve);
    }

    [Fact]
    public void Submission_and_filters_are_on_the_host_of_the_mail_unless_said_otherwise()
    {
        options.Imap.Host = "imap.example.org";
        options.Submission.Host = "smtp.example.org";
        options.Submission.Port = 587;
        options.Submission.Security = TransportSecurity.StartTls;
        var account = Find("anna");
        Assert.Equal(("smtp.example.org", 587, TransportSecurity.StartTls), (account.Submission!.Host, account.Submission.Port, account.Submission.Security));
        Assert.Equal("imap.example.org", account.Sieve!.Host);
    }

    [Fact]
    public void An_empty_host_turns_filters_off()
    {
        options.Sieve.Host = "";
        Assert.Null(Find("anna").Sieve);
    }

    [Theory]
    [InlineData("anna", "anna@example.org")]
    [InlineData(" anna ", "anna@example.org")]
    [InlineData("anna@elsewhere.example", "anna@elsewhere.example")]
    public void The_login_domain_completes_a_name_without_one(string given, string userName)
    {
        options.LoginDomain = "example.org";
        Assert.Equal(userName, Find(given).UserName);
    }

    [Fact]
    public void A_domain_has_its_own_servers_and_falls_back_for_the_rest()
    {
        options.Imap.Host = "default.example";
        options.Imap.Port = 1993;
        options.Domains["*"] = new DomainOptions { Imap = new ServerOptions { Host = "any.example" } };
        options.Domains["Example.org"] = new DomainOptions { Imap = new ServerOptions { Host = "imap.example.org" } };
        Assert.Equal(("imap.example.org", 1993), (Find("anna@example.ORG").Imap.Host, Find("anna@example.org").Imap.Port));
        Assert.Equal("any.example", Find("anna@other.example").Imap.Host);
        Assert.Equal("any.example", Find("anna").Imap.Host);
    }

    [Fact]
    public void With_domains_listed_others_are_unknown()
    {
        options.Domains["example.org"] = new DomainOptions();
        Assert.False(new ServerDirectory(options).TryFind("anna@other.example", out _));
        Assert.True(new ServerDirectory(options).TryFind("anna@example.org", out _));
    }

    [Theory]
    [InlineData("anna@müller.example")]
    [InlineData("anna@xn--mller-kva.example")]
    public void A_domain_is_the_same_in_both_its_spellings(string userName)
    {
        options.Domains["müller.example"] = new DomainOptions { Imap = new ServerOptions { Host = "imap.example" } };
        Assert.Equal("imap.example", Find(userName).Imap.Host);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("@example.org")]
    [InlineData("anna@")]
    [InlineData("anna\r\nA1 LOGOUT")]
    [InlineData("anna\0")]
    public void What_is_no_user_name_is_unknown(string userName) => Assert.False(new ServerDirectory(options).TryFind(userName, out _));

    [Fact]
    public void An_account_has_one_id_however_it_is_written_and_tells_nobodys_name()
    {
        Assert.Equal(Find("Anna@Example.org").Id, Find("anna@example.org").Id);
        Assert.DoesNotContain("anna", Find("anna@example.org").ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Plaintext_that_the_administrator_allows_reaches_the_endpoint()
    {
        options.AllowPlaintext = true;
        options.Imap.Host = "imap.example.org";
        options.Imap.Security = TransportSecurity.None;
        Assert.True(Find("anna").Imap.IsProtected);
    }

    private Account Find(string userName)
    {
        Assert.True(new ServerDirectory(options).TryFind(userName, out var account));
        return account;
    }
}
