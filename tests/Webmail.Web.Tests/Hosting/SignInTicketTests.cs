using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Webmail.Web.Hosting.SignIn;

namespace Webmail.Web.Tests.Hosting;

public sealed class SignInTicketTests
{
    [Fact]
    public void A_ticket_comes_back_as_it_was_sealed()
    {
        var ticket = new SignInTicket("abc", "someone@example.test", "pässword with ; and =");
        var format = new TicketDataFormat(new EphemeralDataProtectionProvider().CreateProtector("test"));

        var sealedTicket = format.Protect(new AuthenticationTicket(ticket.ToPrincipal(), ticket.ToProperties(true, DateTimeOffset.UnixEpoch), "scheme"));
        var opened = format.Unprotect(sealedTicket)!;

        Assert.True(SignInTicket.TryRead(opened.Principal, opened.Properties, out var read));
        Assert.Equal(ticket, read);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(30), opened.Properties.ExpiresUtc);
    }

    [Fact]
    public void The_password_is_no_claim_and_in_no_text()
    {
        var ticket = new SignInTicket("abc", "someone@example.test", "secret");

        Assert.DoesNotContain(ticket.ToPrincipal().Claims, claim => claim.Value.Contains("secret", StringComparison.Ordinal));
        Assert.DoesNotContain("secret", ticket.ToString(), StringComparison.Ordinal);
    }
}
