using Webmail.Web.Hosting.Security;
using Webmail.Web.Hosting.SignIn;

namespace Webmail.Web.Hosting.Languages;

/// <summary>The switch at the sign-in: a plain form, because it changes something.</summary>
internal static class LanguageEndpoint
{
    public static void MapLanguage(this IEndpointRouteBuilder app) =>
        app.MapPost(SignInPath.Language, ChooseAsync).AllowAnonymous().RequireAntiforgery();

    private static async Task<IResult> ChooseAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        if ((string?)form["language"] is { } language && Languages.Knows(language))
        {
            PreferenceCookie.Append(context, Languages.CookieName, language);
        }

        return Results.LocalRedirect(SignInPath.Back(context.Request, form["returnUrl"]));
    }
}
