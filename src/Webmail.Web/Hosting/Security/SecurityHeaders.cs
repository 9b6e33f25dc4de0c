using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticAssets;

namespace Webmail.Web.Hosting.Security;

/// <summary>
/// The headers that every answer carries; our own assets carry those that mean something for them. They stand here and nowhere else, save the policy of a message's body, which its own
/// endpoint sets and which is kept.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next, string frameAncestors)
{
    private const string NonceItem = "csp-nonce";

    /// <summary>For our own scripts, styles, fonts and pictures: opened as a document (an SVG can be) or run as a worker, each can load nothing.</summary>
    private const string AssetPolicy = "default-src 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment, because the exception handler clears the headers that were set before it.
        context.Response.OnStarting(static state =>
        {
            var (self, request) = ((SecurityHeaders, HttpContext))state;
            self.Add(request);
            return Task.CompletedTask;
        }, (this, context));
        return next(context);
    }

    /// <summary>The number used once that lets a script of this answer's own page run. Made when first asked for.</summary>
    public static string Nonce(HttpContext context)
    {
        // 128 bits, as CSP level 3 (7.1) asks for.
        if (context.Items[NonceItem] is not string nonce)
            context.Items[NonceItem] = nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        return nonce;
    }

    /// <summary>The page's policy. MudBlazor places popovers by style attributes, hence 'unsafe-inline' for styles alone.</summary>
    public static string PolicyFor(string nonce, string frameAncestors) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
        "font-src 'self'; media-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; " +
        $"base-uri 'self'; frame-ancestors {frameAncestors}; object-src 'none'";

    private void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        // A response is what its Content-Type says, never what it looks like.
        headers.XContentTypeOptions = "nosniff";
        // RFC 6797 7.2: only over TLS. A year; other names of the domain are not ours to decide about.
        if (context.Request.IsHttps)
            headers.TryAdd("Strict-Transport-Security", "max-age=31536000");
        if (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            // What is no page has nothing to allow: the rest would be a tenth of a first visit's bytes.
            headers.ContentSecurityPolicy = AssetPolicy;
            return;
        }
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = PolicyFor(Nonce(context), frameAncestors);
        // Addresses of pages name mailboxes and searches: no other site learns them.
        headers.TryAdd("Referrer-Policy", "no-referrer");
        // A window that a link in a message opened can't reach back.
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Permissions-Policy",
            "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()");
        // Names in mail are looked up when a person follows a link, not before.
        headers.TryAdd("X-DNS-Prefetch-Control", "off");
        // RFC 9111: what has a person's mail in it stays out of shared caches unless an endpoint says otherwise.
        if (context.User.Identity?.IsAuthenticated == true && headers.CacheControl.Count == 0)
            headers.CacheControl = "private, no-store";
    }
}
