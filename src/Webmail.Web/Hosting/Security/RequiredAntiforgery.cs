using Microsoft.AspNetCore.Antiforgery;

namespace Webmail.Web.Hosting.Security;

/// <summary>The form token for endpoints that bind no form: uploads, commands of the page's own script.</summary>
internal static class RequiredAntiforgery
{
    /// <summary>Refuses a request without a valid token (form field, or header <c>RequestVerificationToken</c>) with 400.</summary>
    public static RouteHandlerBuilder RequireAntiforgery(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(new Required())
        .AddEndpointFilter(static async (context, next) =>
            // The middleware has looked already; where it was not asked to, look now.
            context.HttpContext.Features.Get<IAntiforgeryValidationFeature>() is { } looked
                ? looked.IsValid ? await next(context) : Results.BadRequest()
                : await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context.HttpContext)
                    ? await next(context)
                    : Results.BadRequest());

    private sealed class Required : IAntiforgeryMetadata
    {
        public bool RequiresValidation => true;
    }
}
