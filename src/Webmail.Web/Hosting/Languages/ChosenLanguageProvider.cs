using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Webmail.Engine.Storage;
using Webmail.Web.Hosting.SignIn;

namespace Webmail.Web.Hosting.Languages;

/// <summary>The language somebody chose: in the address (<c>?lang=</c>), in their settings, or at the sign-in.</summary>
internal sealed class ChosenLanguageProvider : RequestCultureProvider
{
    public override async Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var request = httpContext.Request;
        var chosen = (string?)request.Query["lang"];
        if (Languages.Knows(chosen))
        {
            // The form that follows carries no ?lang= any more.
            if (request.Cookies[Languages.CookieName] != chosen)
                PreferenceCookie.Append(httpContext, Languages.CookieName, chosen!);
        }
        else if (httpContext.FindAccountSession() is { } session)
        {
            var settings = httpContext.RequestServices.GetRequiredService<SettingsStore>();
            chosen = (await settings.GetAsync(session.Account.Id, httpContext.RequestAborted)).Language;
        }

        if (!Languages.Knows(chosen))
            chosen = request.Cookies[Languages.CookieName];
        return Languages.Knows(chosen) ? new ProviderCultureResult(Regional(request, chosen!), chosen) : null;
    }

    // Somebody with an Austrian browser who chose German gets Austrian dates.
    private static string Regional(HttpRequest request, string language) =>
        request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(accepted => accepted.Quality ?? 1)
            .Select(accepted => accepted.Value.Value)
            .FirstOrDefault(name => name is not null && name.StartsWith($"{language}-", StringComparison.OrdinalIgnoreCase) && Exists(name))
        ?? language;

    private static bool Exists(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true).Name.Length > 0;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}
