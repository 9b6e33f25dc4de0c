using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Accounts;
using Webmail.Engine.Storage;
using Webmail.Web.Hosting.Security;
using Webmail.Web.UI.SignIn;

namespace Webmail.Web.Hosting.SignIn;

/// <summary>Sign-in and sign-out: plain forms that need neither script nor circuit.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet(SignInPath.Login, Show).AllowAnonymous();
        // The token is looked at by hand, because a form that was open overnight deserves the form again and no error page.
        app.MapPost(SignInPath.Login, SignInAsync).AllowAnonymous().WithMetadata(new CheckedAntiforgery());
        app.MapPost(SignInPath.Renew, RenewAsync).WithMetadata(new CheckedAntiforgery());
        app.MapPost(SignInPath.Logout, SignOutAsync).RequireAntiforgery();
    }

    private static IResult Show(HttpContext context, string? returnUrl) =>
        context.FindAccountSession() is not { CredentialsRejected: false }
            ? Page(new LoginModel { ReturnUrl = returnUrl }, StatusCodes.Status200OK)
            : Results.LocalRedirect(context.Request.PathBase + SignInPath.Local(returnUrl));

    private static async Task<IResult> SignInAsync(
        HttpContext context, SignInAttempt attempt, TimeProvider time, IStringLocalizer<Resources.SignIn> texts, string? returnUrl)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true })
            return Refuse(new LoginModel { ReturnUrl = returnUrl }, new(SignInRefusal.Expired));

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var model = new LoginModel { UserName = form["username"], StaySignedIn = form["stay"] == "true", ReturnUrl = returnUrl };
        switch (await attempt.SignInAsync(model.UserName, form["password"], context.Connection.RemoteIpAddress, context.RequestAborted))
        {
            case SignInResult.SignedIn signedIn:
                await IssueAsync(context, signedIn, model.StaySignedIn, time);
                return Results.LocalRedirect(context.Request.PathBase + SignInPath.Local(returnUrl));
            case SignInResult.Refused refused:
                return Refuse(model, refused);
            default:
                throw new InvalidOperationException("A sign-in ends in one of two ways.");
        }

        IResult Refuse(LoginModel model, SignInResult.Refused refused)
        {
            AskToWait(context.Response, refused.RetryAfter);
            return Page(model with { Refusal = RefusalText.For(refused, texts) }, refused.StatusCode);
        }
    }

    /// <summary>
    /// The new password of a person whose old one the mail server does not take any more. Answers 204 when it was taken, else the words
    /// for the form as JSON (<c>{ "message": … }</c>); the page that asked stays where it is.
    /// </summary>
    private static async Task<IResult> RenewAsync(
        HttpContext context, SignInAttempt attempt, TimeProvider time, IStringLocalizer<Resources.SignIn> texts)
    {
        SignInResult result = new SignInResult.Refused(SignInRefusal.Expired);
        if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true })
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            result = await attempt.RenewAsync(
                context.GetAccountSession(), form["password"], context.Connection.RemoteIpAddress, context.RequestAborted);
        }

        if (result is SignInResult.SignedIn signedIn)
        {
            var before = await context.AuthenticateAsync();
            await IssueAsync(context, signedIn, before.Properties?.IsPersistent == true, time);
            return Results.NoContent();
        }

        var refused = (SignInResult.Refused)result;
        AskToWait(context.Response, refused.RetryAfter);
        // Whose password it is was not asked.
        var message = refused.Reason == SignInRefusal.Wrong ? texts["FailedWrongPassword"].Value : RefusalText.For(refused, texts);
        return Results.Json(new { message }, statusCode: refused.StatusCode);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, AccountSessions sessions, SignedOutSessions signedOut)
    {
        var session = context.GetAccountSession();
        // First the ticket, then the session: a tab that is told and loads again must not open it anew.
        await signedOut.AddAsync(session.Id, SignInTicket.PersistentLifetime, CancellationToken.None);
        await context.SignOutAsync();
        await sessions.CloseAsync(session.Id);
        return Results.LocalRedirect(context.Request.PathBase + SignInPath.Login);
    }

    private static Task IssueAsync(HttpContext context, SignInResult.SignedIn signedIn, bool persistent, TimeProvider time)
    {
        var ticket = new SignInTicket(signedIn.Session.Id, signedIn.Session.Account.UserName, signedIn.Password);
        return context.SignInAsync(ticket.ToPrincipal(), ticket.ToProperties(persistent, time.GetUtcNow()));
    }

    private static void AskToWait(HttpResponse response, TimeSpan? wait)
    {
        if (wait is { } time)
            response.Headers.RetryAfter = Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    private static RazorComponentResult<LoginPage> Page(LoginModel model, int statusCode) => new(new Dictionary<string, object?> { [nameof(LoginPage.Model)] = model })
    {
        StatusCode = statusCode,
        PreventStreamingRendering = true,
    };

    private sealed class CheckedAntiforgery : IAntiforgeryMetadata
    {
        public bool RequiresValidation => true;
    }
}
