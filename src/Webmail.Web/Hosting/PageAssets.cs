using Microsoft.AspNetCore.Components;

namespace Webmail.Web.Hosting;

/// <summary>
/// The addresses of static files with their fingerprint, which browsers may keep for ever. The same for pages that Blazor's router
/// finds and for those that an endpoint renders, so that the sign-in can fetch ahead what the mailbox will ask for.
/// </summary>
internal sealed class PageAssets(EndpointDataSource endpoints)
{
    private readonly Lazy<ResourceAssetCollection> assets = new(() =>
        endpoints.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ResourceAssetCollection>()).FirstOrDefault(found => found is not null)
        ?? ResourceAssetCollection.Empty);

    public string this[string path] => assets.Value[path];

    /// <summary>Every file, by each of its addresses.</summary>
    public IEnumerable<ResourceAsset> All => assets.Value;
}
