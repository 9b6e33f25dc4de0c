namespace Webmail.Web.Hosting.Security;

/// <summary>
/// Lets a circuit, or any other socket, be opened by our own pages only. Browsers send cookies with a socket from any page and do not
/// apply the same-origin policy to it (RFC 6455 10.2), and Blazor does not look: so a missing or foreign <c>Origin</c> gets 403.
/// </summary>
internal sealed class SocketOrigin(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!NeedsOrigin(context) || IsOwn(context.Request))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool NeedsOrigin(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest || context.Request.Headers.Upgrade.Count > 0)
            return true;
        // The list of initialisers is a plain GET for which browsers send no Origin, and says nothing about anybody.
        return context.Request.Path.StartsWithSegments("/_blazor", out var rest)
            && !(HttpMethods.IsGet(context.Request.Method) && rest == "/initializers");
    }

    private static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin is [{ } origin]
        && origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
