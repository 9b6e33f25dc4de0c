using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Webmail.Web.UI;

namespace Webmail.Web.Hosting;

/// <summary>A friendly page where a browser would show its own; scripts and frames get the bare status.</summary>
internal static class ErrorPages
{
    private const string Path = "/error";

    public static IApplicationBuilder UseErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = $"{Path}/500", CreateScopeForErrors = true });
        return app.UseWhen(context => context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase),
            pages => pages.UseStatusCodePagesWithReExecute(Path + "/{0}", createScopeForStatusCodePages: true));
    }

    public static void MapErrorPages(this IEndpointRouteBuilder app) =>
        app.Map(Path + "/{status:int:range(400,599)}", Show).AllowAnonymous().DisableAntiforgery();

    private static RazorComponentResult<ErrorPage> Show(HttpContext context, int status)
    {
        // Only what went wrong is answered with its status; who types the address learns that there is nothing here.
        var happened = context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;
        var shown = happened ? status : StatusCodes.Status404NotFound;
        return new(new Dictionary<string, object?> { [nameof(ErrorPage.Status)] = shown }) { StatusCode = shown };
    }
}
