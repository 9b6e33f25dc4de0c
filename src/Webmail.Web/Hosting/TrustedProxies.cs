using Microsoft.AspNetCore.HttpOverrides;
using Webmail.Web.Hosting.Configuration;

namespace Webmail.Web.Hosting;

/// <summary>
/// Believes <c>X-Forwarded-*</c> from the proxies that are configured, and from nobody else: who sets the client's address sets whom
/// the throttle and fail2ban stop, and who sets the host sets where links and cookies go.
/// </summary>
internal static class TrustedProxies
{
    public static IServiceCollection AddTrustedProxies(this IServiceCollection services, HostingOptions hosting) =>
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = hosting.TrustedProxies.Count == 0
                ? ForwardedHeaders.None
                : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            // The framework trusts loopback by itself; here only what was configured.
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in hosting.TrustedProxies)
            {
                if (HostingRules.TryParseNetwork(proxy, out var network))
                    options.KnownIPNetworks.Add(network);
            }

            // As many hops as there are trusted ones; the first that is not trusted is the client.
            options.ForwardLimit = null;
        });
}
