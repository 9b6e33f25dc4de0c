using MudBlazor.Services;
using Webmail.Engine.Accounts;

namespace Webmail.Web.Hosting;

/// <summary>Blazor's circuits and their limits.</summary>
internal static class Circuits
{
    // The framework's default, said here because it is a promise: uploads go over HTTP, and no event of ours is near it.
    private const long MaximumMessageBytes = 32 * 1024;

    public static IServiceCollection AddCircuits(this IServiceCollection services)
    {
        services.AddMudServices();
        services.AddRazorComponents()
            .AddInteractiveServerComponents(options =>
            {
                options.DetailedErrors = false;
                options.DisconnectedCircuitRetentionPeriod = AccountSessions.KeptFor;
                // Half a megabyte each: what a proxy that restarts leaves behind must not fill the memory.
                options.DisconnectedCircuitMaxRetained = 200;
            })
            .AddHubOptions(options => options.MaximumReceiveMessageSize = MaximumMessageBytes);
        return services;
    }

    public static void MapPages(this WebApplication app) =>
        app.MapRazorComponents<UI.App>()
            // Our own headers say who may embed the page; by default Blazor would add a second policy.
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
            .WithStaticAssets();
}
