using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Webmail.Engine.Accounts;
using Webmail.Engine.Storage;

namespace Webmail.Web.Hosting.SignIn;

/// <summary>Joins each request's ticket to its <see cref="AccountSession"/>, and answers those who have none.</summary>
internal sealed class SignInCookieEvents(AccountSessions sessions, SignedOutSessions signedOut) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (SignInTicket.TryRead(context.Principal, context.Properties, out var ticket)
            && !signedOut.Contains(ticket.SessionId)
            && TryOpen(ticket) is { } session)
        {
            context.HttpContext.SetAccountSession(session);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync();
    }

    // A page is answered with the sign-in form; what a script, a frame or a socket asked for can do nothing with a form.
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsPage(context.Request))
            context.Response.Redirect(SignInPath.For(context.Request));
        else
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private AccountSession? TryOpen(SignInTicket ticket)
    {
        try
        {
            return sessions.Find(ticket.SessionId) ?? sessions.Resume(ticket.SessionId, ticket.UserName, ticket.Password);
        }
        catch (SignInException)
        {
            // The domain is no longer in the configuration: the form will say so.
            return null;
        }
    }

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && (request.Headers["Sec-Fetch-Dest"] is [] or ["document"]
            // Somebody's control panel. A message's own frame is too small for the form, and the page around it comes to it by itself.
            || (request.Headers["Sec-Fetch-Dest"] == "iframe" && !request.Path.StartsWithSegments("/message") && !request.Path.StartsWithSegments("/attachment")));
}
