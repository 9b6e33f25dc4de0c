using Microsoft.AspNetCore.ResponseCompression;

namespace Webmail.Web.Hosting.Security;

/// <summary>
/// Compresses pages where that tells nobody anything. BREACH guesses a secret in a compressed page by making a person's browser ask
/// for it thousands of times with text of the attacker's choice in the address, and measuring. Such requests come from another site,
/// and browsers mark them (<c>Sec-Fetch-Site: cross-site</c>): these, and those of browsers that say nothing, get the page
/// uncompressed. Besides, the form token and the nonce differ in every answer. Static files are compressed once, at build.
/// </summary>
internal static class SafeCompression
{
    public static IServiceCollection AddSafeCompression(this IServiceCollection services) =>
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html", "application/json"];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });

    public static IApplicationBuilder UseSafeCompression(this IApplicationBuilder app) =>
        app.UseWhen(context => IsOurOwnRequest(context.Request), own => own.UseResponseCompression());

    // "none": typed, bookmarked or opened by the browser itself.
    private static bool IsOurOwnRequest(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is ["same-origin" or "none"];
}
