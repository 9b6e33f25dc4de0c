using Microsoft.AspNetCore.Components;

namespace Webmail.Web.Hosting;

/// <summary>
/// Static files of packages have an address with a fingerprint, which browsers may keep for ever, and a plain one. The SDK (10.0)
/// offers the compressed forms at the plain one only. So what is asked for by the first is answered by the second, to be kept for ever.
/// </summary>
internal sealed class CompressedPackageAssets(RequestDelegate next, PageAssets assets)
{
    private const string Package = "_content/";
    private const string ForEver = "max-age=31536000, immutable";

    private readonly Lazy<Dictionary<string, string>> plain = new(() => assets.All
        .Where(static asset => asset.Url.StartsWith(Package, StringComparison.Ordinal) && LabelOf(asset) is { } label && label != asset.Url)
        .ToDictionary(static asset => "/" + asset.Url, static asset => "/" + LabelOf(asset), StringComparer.Ordinal));

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/_content") && plain.Value.TryGetValue(context.Request.Path, out var path))
        {
            context.Request.Path = path;
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
                    context.Response.Headers.CacheControl = ForEver;
                return Task.CompletedTask;
            });
        }

        return next(context);
    }

    private static string? LabelOf(ResourceAsset asset) => asset.Properties?.FirstOrDefault(static property => property.Name == "label")?.Value;
}
