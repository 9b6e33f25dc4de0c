using Webmail.Web.Endpoints;

namespace Webmail.Web.Hosting;

/// <summary>Sets up what is said about who wrote a message.</summary>
internal static class TrustRegistration
{
    public static IServiceCollection AddTrust(this IServiceCollection services)
    {
        services.AddSingleton<MessageTrust>();
        services.AddSingleton<Unsubscription>();
        return services;
    }
}
