using Microsoft.Net.Http.Headers;

namespace Webmail.Web.Endpoints;

/// <summary>
/// The Content-Security-Policies of what strangers wrote. Each is a wall of its own behind the sanitiser and the frame's
/// <c>sandbox</c> attribute, and holds when the address is opened outside of the frame, too.
/// </summary>
internal static class MessagePolicy
{
    // Long enough to go to and fro between messages; after that the server's own memory has it, or the mail server.
    private const string KeptByBrowser = "private, max-age=3600, immutable";

    /// <summary>The document in the reader's frame: no script, nothing loaded but pictures that came with it, no form, no base.</summary>
    /// <param name="frameAncestors">Who may embed the page: a frame's policy is asked for all that is around it.</param>
    /// <param name="pictures">The one address that pictures from elsewhere come by, once the person has agreed; null before.</param>
    public static string Body(string frameAncestors, string? pictures) =>
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; " +
        $"img-src data:{(pictures is null ? "" : " " + pictures)}; style-src 'unsafe-inline'; frame-ancestors {WithSelf(frameAncestors)}; base-uri 'none'; form-action 'none'";

    /// <summary>
    /// The page to print. It has one script of ours, so that it can print itself; without <c>allow-same-origin</c> it is a
    /// stranger to the product's own pages, whatever happens in it: no cookie, no storage, no request but for the pictures in it, and
    /// nothing in it that could send the number out before it is spent. See docs/adr/0005.
    /// </summary>
    /// <param name="nonce">Lets that script run.</param>
    /// <param name="pictures">The one address that pictures from elsewhere come by, once the person has agreed; null before.</param>
    public static string Print(string nonce, string? pictures) =>
        "sandbox allow-scripts allow-modals allow-popups allow-popups-to-escape-sandbox; default-src 'none'; " +
        $"script-src 'nonce-{nonce}'; img-src data:{(pictures is null ? "" : " " + pictures)}; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// <summary>
    /// The frame in which pages of a PDF are drawn: one script of ours with a worker, of no origin. It can ask for nothing; what it needs comes
    /// through the port of the page. WebAssembly decodes pictures in it; there is no <c>eval</c>. See docs/adr/0018.
    /// </summary>
    public static string Pages(string nonce, string frameAncestors) =>
        $"sandbox allow-scripts; default-src 'none'; script-src 'nonce-{nonce}' 'wasm-unsafe-eval'; worker-src blob:; img-src data: blob:; font-src data: blob:; " +
        $"style-src 'nonce-{nonce}'; frame-ancestors {WithSelf(frameAncestors)}; base-uri 'none'; form-action 'none'";

    /// <summary>The address of pictures as a policy names it: in full, because a frame of no origin has no 'self' in every browser.</summary>
    public static string PictureSource(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}{PictureTickets.Path}";

    /// <summary>A picture from elsewhere: should a browser take it for anything else, it can do nothing.</summary>
    public const string Picture = "default-src 'none'; sandbox";

    /// <summary>Files: should a browser show one after all, it can do nothing.</summary>
    public const string File = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// <summary>
    /// Lets the browser keep what never changes under its address for an hour. A cache asks for no cookie, so only an address that
    /// carries the sign-in's tag (<see cref="MessagePath.AccountTag"/>) brings anything out of it; any other is not kept.
    /// </summary>
    public static void Keep(HttpContext context) =>
        context.Response.Headers[HeaderNames.CacheControl] = context.Request.Query["a"].ToString().Length > 0 ? KeptByBrowser : "private, no-store";

    private static string WithSelf(string ancestors) =>
        ancestors.Contains("'self'", StringComparison.Ordinal) ? ancestors : ancestors == "'none'" ? "'self'" : $"'self' {ancestors}";
}
