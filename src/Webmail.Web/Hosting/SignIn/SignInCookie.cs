using Microsoft.AspNetCore.Authentication.Cookies;

namespace Webmail.Web.Hosting.SignIn;

/// <summary>
/// Names the cookie by what the request allows: <c>__Host-</c> (RFC 6265bis 4.1.3.2) binds it to this very host, and asks for HTTPS and
/// the path <c>/</c>; below another path <c>__Secure-</c> is left; on plain HTTP, as in the demo, neither is taken by browsers.
/// </summary>
internal sealed class SignInCookie : ICookieManager
{
    private readonly ChunkingCookieManager chunks = new();

    public static string NameFor(HttpRequest request) => request switch
    {
        { IsHttps: true, PathBase.HasValue: false } => "__Host-webmail",
        { IsHttps: true } => "__Secure-webmail",
        _ => "webmail",
    };

    public string? GetRequestCookie(HttpContext context, string key) => chunks.GetRequestCookie(context, NameFor(context.Request));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        chunks.AppendResponseCookie(context, NameFor(context.Request), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        chunks.DeleteCookie(context, NameFor(context.Request), options);
}
