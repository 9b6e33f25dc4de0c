using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Webmail.Engine.Accounts;

namespace Webmail.Web.Hosting.SignIn;

/// <summary>The session of the person whose page this is, on the first rendering and in the circuit alike. One for each.</summary>
internal sealed class SignedInAccount(AuthenticationStateProvider authentication, AccountSessions sessions)
{
    private AccountSession? session;

    /// <summary>The session; <c>null</c> when it was ended meanwhile, in another tab.</summary>
    public async ValueTask<AccountSession?> FindAsync()
    {
        if (session is null)
        {
            var person = (await authentication.GetAuthenticationStateAsync()).User;
            session = person.FindFirstValue(SignInTicket.SessionClaim) is { } sessionId ? sessions.Find(sessionId) : null;
        }

        return session;
    }
}
