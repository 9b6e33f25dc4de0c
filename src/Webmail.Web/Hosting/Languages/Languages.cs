using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Webmail.Web.Hosting.Languages;

/// <summary>The languages of the interface. The browser's regional form is kept for dates and numbers.</summary>
internal static class Languages
{
    /// <summary>Remembers the choice made at the sign-in.</summary>
    public const string CookieName = "webmail-language";

    /// <summary>Two-letter names with the word that each language has for itself.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string> { ["en"] = "English", ["de"] = "Deutsch" };

    public static bool Knows(string? language) => language is not null && Names.ContainsKey(language);

    public static IServiceCollection AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        return services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture("en");
            // Dates and numbers in any form of a language we speak (de-AT, en-GB); texts in the language.
            options.SupportedCultures = [.. CultureInfo.GetCultures(CultureTypes.AllCultures)
                .Where(culture => Knows(culture.TwoLetterISOLanguageName) && culture.Name.Length > 0)];
            options.SupportedUICultures = [.. Names.Keys.Select(name => new CultureInfo(name))];
            options.ApplyCurrentCultureToResponseHeaders = true;
            options.RequestCultureProviders =
            [
                new ChosenLanguageProvider(),
                new AcceptLanguageHeaderRequestCultureProvider { Options = options },
            ];
        });
    }
}
