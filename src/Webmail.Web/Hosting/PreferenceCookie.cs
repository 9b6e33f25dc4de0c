namespace Webmail.Web.Hosting;

/// <summary>A cookie that remembers how a page looks and proves nothing. A year, because that is how long people expect to be remembered.</summary>
internal static class PreferenceCookie
{
    public static void Append(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(name, value, new CookieOptions
        {
            Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
        });
}
