using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Web.Hosting.Configuration;

namespace Webmail.Web.Hosting.SignIn;

/// <summary>Sets up who may come in. Everything asks for a sign-in unless it says that it does not.</summary>
internal static class SignInRegistration
{
    public static IServiceCollection AddSignIn(this IServiceCollection services, WebmailConfiguration configuration)
    {
        services.AddDataProtection()
            .SetApplicationName("Webmail")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(configuration.DataDirectory, "keys")));

        services.AddSingleton(new ServerDirectory(configuration.Mail));
        services.AddSingleton(configuration.Connections);
        services.AddSingleton<ServerResilience>();
        services.AddSingleton<AccountSessions>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<SignInAttempt>();
        services.AddSingleton<SignInCookieEvents>();
        services.AddScoped<SignedInAccount>();
        services.AddScoped<SignInPrompt>();
        services.AddScoped<CircuitHandler, AccountCircuit>();

        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.CookieManager = new SignInCookie();
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SlidingExpiration = true;
            options.ExpireTimeSpan = SignInTicket.PersistentLifetime;
            options.EventsType = typeof(SignInCookieEvents);
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "webmail-form";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // frame-ancestors says the same, and more exactly.
            options.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }
}
