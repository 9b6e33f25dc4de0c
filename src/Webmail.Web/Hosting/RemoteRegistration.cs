using System.Net;
using Webmail.Engine.Remote;
using Webmail.Web.Endpoints;
using Webmail.Web.Hosting.Configuration;

namespace Webmail.Web.Hosting;

/// <summary>Sets up what is fetched from elsewhere on a person's behalf.</summary>
internal static class RemoteRegistration
{
    public static IServiceCollection AddRemote(this IServiceCollection services, WebmailConfiguration configuration)
    {
        services.AddSingleton(provider => new RemoteClient(Networks(configuration.Remote), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RemotePictures>();
        services.AddSingleton<PictureTickets>();
        return services;
    }

    private static List<IPNetwork> Networks(RemoteOptions remote) =>
        [.. remote.AllowedNetworks.Select(static text => HostingRules.TryParseNetwork(text, out var network) ? network : throw new InvalidOperationException("The configuration was not checked."))];
}
