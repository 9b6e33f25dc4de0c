using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Webmail.Engine.Accounts;

namespace Webmail.Web.Hosting.SignIn;

/// <summary>Keeps a person's session open for as long as one of their pages lives, its connection lost or not.</summary>
internal sealed class AccountCircuit(AuthenticationStateProvider authentication, AccountSessions sessions) : CircuitHandler
{
    private IDisposable? held;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var person = (await authentication.GetAuthenticationStateAsync()).User;
        if (person.FindFirstValue(SignInTicket.SessionClaim) is { } sessionId && sessions.Find(sessionId) is { } session)
            held = sessions.Hold(session);
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        held?.Dispose();
        return Task.CompletedTask;
    }
}
