using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Sieve;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission.Uploads;
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
        services.AddSingleton(Sessions);
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

    private static AccountSessions Sessions(IServiceProvider provider)
    {
        // A purpose of its own: what is sealed for the history of scripts opens nothing else.
        var protector = provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("Scripts");
        var (databases, time) = (provider.GetRequiredService<IDbContextFactory<WebmailDb>>(), provider.GetRequiredService<TimeProvider>());
        return new AccountSessions(
            provider.GetRequiredService<ServerDirectory>(), provider.GetRequiredService<ImapOptions>(), provider.GetRequiredService<ServerResilience>(),
            provider.GetRequiredService<UploadStore>(), time, provider.GetRequiredService<ILoggerFactory>())
        {
            ScriptHistories = accountId => new ScriptHistory(accountId, databases, new Sealing(protector.Protect, protector.Unprotect), time),
        };
    }
}
